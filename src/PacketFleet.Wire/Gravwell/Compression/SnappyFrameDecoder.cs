using System.Buffers.Binary;
using Snappier;

namespace PacketFleet.Wire.Gravwell.Compression;

/// <summary>Reads one direction of a connection in Snappy's framing format, a chunk at a time. Never throws for what arrives.</summary>
internal sealed class SnappyFrameDecoder(string sender)
{
    private static readonly int MaxChunk = SnappyFormat.ChecksumLength + Snappy.GetMaxCompressedLength(SnappyFormat.MaxBlock);

    private bool _begun;
    private int _skip;

    /// <summary>What is wrong, in one sentence.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether a chunk that is skipped has not all arrived.</summary>
    public bool InChunk => _skip > 0;

    /// <summary>Takes chunks from one window until one has given the other something; false when none has arrived whole, or there is a fault.</summary>
    public bool TryDecode(ByteWindow source, ByteWindow target)
    {
        while (Fault is null)
        {
            var bytes = source.Available;
            if (_skip > 0)
            {
                var skipped = Math.Min(_skip, bytes.Length);
                source.Take(skipped);
                _skip -= skipped;
                if (_skip > 0)
                    return false;
                continue;
            }

            if (bytes.Length < SnappyFormat.HeaderLength)
                return false;
            var header = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            var (type, size) = ((byte)header, (int)(header >> 8));
            if (!IsExpected(type, size))
                return false;
            if (type is >= SnappyFormat.FirstSkippable and < SnappyFormat.Identifier)
            {
                source.Take(SnappyFormat.HeaderLength);
                _skip = size;
                continue;
            }

            if (bytes.Length - SnappyFormat.HeaderLength < size)
                return false;
            var produced = Decode(type, bytes.Slice(SnappyFormat.HeaderLength, size), target);
            source.Take(SnappyFormat.HeaderLength + size);
            if (produced)
                return true;
        }

        return false;
    }

    private bool IsExpected(byte type, int size)
    {
        if (!_begun && type != SnappyFormat.Identifier)
            Fault = $"{sender} promised a Snappy stream and sent something else: switch compression off.";
        else if (type == SnappyFormat.Identifier ? size != SnappyFormat.StreamIdentifier.Length - SnappyFormat.HeaderLength
            : type is SnappyFormat.Compressed or SnappyFormat.Uncompressed && (size < SnappyFormat.ChecksumLength || size > MaxChunk))
            Fault = $"{sender} sent a Snappy chunk of {size:N0} bytes, which cannot be: switch compression off.";
        else if (type is > SnappyFormat.Uncompressed and < SnappyFormat.FirstSkippable)
            Fault = $"{sender} sent a Snappy chunk of type 0x{type:X2}, which cannot be skipped: switch compression off.";
        return Fault is null;
    }

    private bool Decode(byte type, ReadOnlySpan<byte> chunk, ByteWindow target)
    {
        if (type == SnappyFormat.Identifier)
        {
            _begun = chunk.SequenceEqual(SnappyFormat.StreamIdentifier[SnappyFormat.HeaderLength..]);
            if (!_begun)
                Fault = $"{sender} promised a Snappy stream and sent something else: switch compression off.";
            return false;
        }

        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(chunk);
        chunk = chunk[SnappyFormat.ChecksumLength..];
        var block = target.GetSpan(SnappyFormat.MaxBlock);
        if (!TryUnpack(type, chunk, block[..SnappyFormat.MaxBlock], out var length) || Crc32C.Masked(block[..length]) != checksum)
        {
            Fault = $"{sender} sent a Snappy chunk that is damaged: switch compression off if it happens again.";
            return false;
        }

        target.Advance(length);
        return length > 0;
    }

    private static bool TryUnpack(byte type, ReadOnlySpan<byte> chunk, Span<byte> block, out int length)
    {
        length = 0;
        if (type == SnappyFormat.Uncompressed)
        {
            length = chunk.Length;
            return chunk.TryCopyTo(block);
        }

        try
        {
            return Snappy.GetUncompressedLength(chunk) <= block.Length && Snappy.TryDecompress(chunk, block, out length);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            return false;
        }
    }
}
