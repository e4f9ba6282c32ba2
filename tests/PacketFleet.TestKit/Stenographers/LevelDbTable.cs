using System.Buffers.Binary;
using System.Numerics;

namespace PacketFleet.TestKit.Stenographers;

/// <summary>A LevelDB table in memory, uncompressed: data blocks, an empty meta index, an index of the blocks, a footer.</summary>
internal sealed class LevelDbTable
{
    private const int BlockSize = 4096;
    private const int FooterSize = 48;
    private const ulong Magic = 0xDB4775248B80FB57;

    private readonly List<byte> _file = [];
    private readonly TableBlock _index = new(restartEvery: 1);
    private TableBlock _data = new(restartEvery: 16);
    private byte[] _lastKey = [];

    /// <summary>Adds a pair; keys must come in ascending byte order.</summary>
    public void Add(byte[] key, ReadOnlySpan<byte> value)
    {
        if (_data.Length >= BlockSize)
            CloseBlock();

        _data.Add(key, value);
        _lastKey = key;
    }

    /// <summary>The whole file.</summary>
    public byte[] Finish()
    {
        CloseBlock();
        var metaIndex = Append(new TableBlock(restartEvery: 16));
        var index = Append(_index);
        var footer = new byte[FooterSize];
        metaIndex.CopyTo(footer, 0);
        index.CopyTo(footer, metaIndex.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(footer.AsSpan(FooterSize - 8), Magic);
        _file.AddRange(footer);
        return [.. _file];
    }

    private void CloseBlock()
    {
        _index.Add(_lastKey, Append(_data));
        _data = new(restartEvery: 16);
    }

    /// <summary>Writes a block with its type (0 = not compressed) and checksum, and returns its handle: offset and size.</summary>
    private byte[] Append(TableBlock block)
    {
        var bytes = block.Finish();
        var handle = new List<byte>();
        TableBlock.WriteVarint(handle, (ulong)_file.Count);
        TableBlock.WriteVarint(handle, (ulong)bytes.Length);
        _file.AddRange(bytes);
        _file.Add(0);

        var crc = uint.MaxValue;
        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);

        crc = ~BitOperations.Crc32C(crc, (byte)0);
        Span<byte> masked = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(masked, BitOperations.RotateRight(crc, 15) + 0xA282EAD8);
        _file.AddRange(masked);
        return [.. handle];
    }
}
