using System.Buffers.Binary;
using System.IO.Hashing;

namespace PacketFleet.Engine.Delivery;

/// <summary>
/// A segment's sparse index of times and offsets, little-endian: magic with version, the length of the segment's file, counts,
/// link types by interface, chunks, and an XxHash3 over all of it. Whatever does not fit is no index: it can be made again from the segment.
/// </summary>
/// <param name="FileBytes">The length of the segment's file.</param>
/// <param name="LinkTypes">The link type of each interface of the segment.</param>
/// <param name="Chunks">Its chunks, in order of the file.</param>
internal sealed record SegmentIndex(long FileBytes, IReadOnlyList<int> LinkTypes, IReadOnlyList<SegmentChunk> Chunks)
{
    private const ulong Magic = 0x3158_4544_4E49_4650; // "PFINDEX1"
    private const int HeaderLength = 24;
    private const int ChunkLength = 36;
    private const int HashLength = 8;

    /// <summary>How many bytes it is.</summary>
    public int Length => HeaderLength + (LinkTypes.Count * 4) + (Chunks.Count * ChunkLength) + HashLength;

    /// <summary>The index as bytes.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[Length];
        Encode(bytes);
        return bytes;
    }

    /// <summary>Writes it into just as many bytes as it is.</summary>
    public void Encode(Span<byte> bytes)
    {
        var span = bytes;
        BinaryPrimitives.WriteUInt64LittleEndian(span, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(span[8..], FileBytes);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], LinkTypes.Count);
        BinaryPrimitives.WriteInt32LittleEndian(span[20..], Chunks.Count);
        span = span[HeaderLength..];
        foreach (var type in LinkTypes)
        {
            BinaryPrimitives.WriteInt32LittleEndian(span, type);
            span = span[4..];
        }

        foreach (var chunk in Chunks)
        {
            BinaryPrimitives.WriteInt64LittleEndian(span, chunk.Offset);
            BinaryPrimitives.WriteInt32LittleEndian(span[8..], chunk.Length);
            BinaryPrimitives.WriteInt32LittleEndian(span[12..], chunk.Packets);
            BinaryPrimitives.WriteInt32LittleEndian(span[16..], chunk.Sorted ? 1 : 0);
            BinaryPrimitives.WriteInt64LittleEndian(span[20..], chunk.First);
            BinaryPrimitives.WriteInt64LittleEndian(span[28..], chunk.Last);
            span = span[ChunkLength..];
        }

        BinaryPrimitives.WriteUInt64LittleEndian(span, XxHash3.HashToUInt64(bytes[..^HashLength]));
    }

    /// <summary>Reads an index; null for whatever is none, or one of another version.</summary>
    public static SegmentIndex? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength + HashLength || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic)
            return null;
        var links = BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]);
        var chunks = BinaryPrimitives.ReadInt32LittleEndian(bytes[20..]);
        if (links < 0 || chunks < 0 || bytes.Length != HeaderLength + (links * 4L) + (chunks * (long)ChunkLength) + HashLength)
            return null;
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[^HashLength..]) != XxHash3.HashToUInt64(bytes[..^HashLength]))
            return null;

        var index = new SegmentIndex(BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]), new int[links], new SegmentChunk[chunks]);
        return index.Fill(bytes[HeaderLength..]) ? index : null;
    }

    private bool Fill(ReadOnlySpan<byte> bytes)
    {
        var (links, chunks) = ((int[])LinkTypes, (SegmentChunk[])Chunks);
        foreach (ref var type in links.AsSpan())
        {
            type = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            bytes = bytes[4..];
        }

        foreach (ref var chunk in chunks.AsSpan())
        {
            chunk = new SegmentChunk(
                BinaryPrimitives.ReadInt64LittleEndian(bytes),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]) != 0,
                BinaryPrimitives.ReadInt64LittleEndian(bytes[20..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[28..]));
            if (chunk.Offset < 0 || chunk.Length <= 0 || chunk.Packets <= 0 || chunk.Offset > FileBytes - chunk.Length)
                return false;
            bytes = bytes[ChunkLength..];
        }

        return true;
    }
}
