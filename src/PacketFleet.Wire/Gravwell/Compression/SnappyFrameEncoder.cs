using System.Buffers;
using System.Buffers.Binary;
using Snappier;

namespace PacketFleet.Wire.Gravwell.Compression;

/// <summary>
/// Compresses one direction of a connection in Snappy's framing format. Every call ends a chunk, so it ends at a point where the other
/// side can read everything written so far: call it once a batch, not once an entry.
/// </summary>
public sealed class SnappyFrameEncoder
{
    private bool _begun;

    /// <summary>The most bytes that <see cref="Write(Span{byte}, ReadOnlySpan{byte})"/> may need for so many.</summary>
    public static int MaxLength(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var chunks = ((long)length + SnappyFormat.MaxBlock - 1) / SnappyFormat.MaxBlock;
        return checked((int)(SnappyFormat.StreamIdentifier.Length + length + (chunks * (SnappyFormat.HeaderLength + SnappyFormat.ChecksumLength))));
    }

    /// <summary>Compresses some bytes and returns how many were written; nothing for nothing.</summary>
    /// <param name="destination">At least <see cref="MaxLength"/> of the data's length; must not overlap it.</param>
    /// <param name="data">What to compress.</param>
    public int Write(Span<byte> destination, ReadOnlySpan<byte> data)
    {
        if (data.Length == 0)
            return 0;
        var written = 0;
        if (!_begun)
        {
            SnappyFormat.StreamIdentifier.CopyTo(destination);
            written = SnappyFormat.StreamIdentifier.Length;
            _begun = true;
        }

        while (data.Length > 0)
        {
            var block = data[..Math.Min(data.Length, SnappyFormat.MaxBlock)];
            written += WriteChunk(destination[written..], block);
            data = data[block.Length..];
        }

        return written;
    }

    /// <summary>Compresses some bytes; see the other form.</summary>
    public void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> data)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (data.Length > 0)
            output.Advance(Write(output.GetSpan(MaxLength(data.Length)), data));
    }

    private static int WriteChunk(Span<byte> destination, ReadOnlySpan<byte> block)
    {
        const int Before = SnappyFormat.HeaderLength + SnappyFormat.ChecksumLength;

        // As the reference does: what shrinks by less than an eighth goes as it is, which costs the other side nothing.
        var worthIt = block.Length - (block.Length / 8);
        var compressed = Snappy.TryCompress(block, destination.Slice(Before, worthIt), out var length);
        if (!compressed)
        {
            block.CopyTo(destination[Before..]);
            length = block.Length;
        }

        var size = (uint)(length + SnappyFormat.ChecksumLength);
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (size << 8) | (compressed ? SnappyFormat.Compressed : SnappyFormat.Uncompressed));
        BinaryPrimitives.WriteUInt32LittleEndian(destination[SnappyFormat.HeaderLength..], Crc32C.Masked(block));
        return Before + length;
    }
}
