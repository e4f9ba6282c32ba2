using PacketFleet.Wire.Gravwell;
using PacketFleet.Wire.Gravwell.Compression;
using Snappier;

namespace PacketFleet.Tests.Wire.Gravwell;

/// <summary>Snappy streams undone: by our decoder, and by the library's own stream, which checks the format independently.</summary>
internal static class Unsnapped
{
    public static byte[] Of(ReadOnlySpan<byte> stream)
    {
        var (bytes, fault, _) = Try(stream);
        fault.ShouldBeNull();
        return bytes;
    }

    public static (byte[] Bytes, string? Fault, bool Whole) Try(ReadOnlySpan<byte> stream, int piece = int.MaxValue)
    {
        var decoder = new SnappyFrameDecoder("The indexer");
        var source = new ByteWindow(64);
        var target = new ByteWindow(64);
        while (stream.Length > 0)
        {
            var length = Math.Min(piece, stream.Length);
            source.Add(stream[..length]);
            stream = stream[length..];
            while (decoder.TryDecode(source, target))
            {
            }
        }

        return (target.Available.ToArray(), decoder.Fault, source.Available.Length == 0 && !decoder.InChunk);
    }

    public static byte[] ByLibrary(ReadOnlySpan<byte> stream)
    {
        using var snappy = new SnappyStream(new MemoryStream(stream.ToArray()), System.IO.Compression.CompressionMode.Decompress);
        using var result = new MemoryStream();
        snappy.CopyTo(result);
        return result.ToArray();
    }
}
