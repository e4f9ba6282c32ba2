using System.Buffers.Binary;

namespace PacketFleet.Wire.Captures.Writing;

/// <summary>Builds one pcapng block field by field: the type and both lengths are its own.</summary>
internal ref struct BlockBuilder
{
    private readonly Span<byte> _block;
    private int _length;

    public BlockBuilder(Span<byte> block, uint type)
    {
        _block = block;
        UInt32(type);
        UInt32(0);
    }

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(Room(2), value);
        _length += 2;
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Room(4), value);
        _length += 4;
    }

    public void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Room(8), value);
        _length += 8;
    }

    /// <summary>Adds a text option; nothing where it is empty.</summary>
    public void Option(ushort code, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return;
        var header = _length;
        UInt32(0);
        var length = PcapngOption.Write(_block[_length..], text);
        BinaryPrimitives.WriteUInt16LittleEndian(_block[header..], code);
        BinaryPrimitives.WriteUInt16LittleEndian(_block[(header + 2)..], (ushort)length);
        _length += length;
        Pad();
    }

    /// <summary>Adds an option of one byte.</summary>
    public void Option(ushort code, byte value)
    {
        UInt16(code);
        UInt16(1);
        Room(4).Clear();
        _block[_length] = value;
        _length += 4;
    }

    /// <summary>Ends the options, sets both lengths and returns the block's length.</summary>
    public int Close()
    {
        UInt32(0);
        UInt32((uint)_length + 4);
        BinaryPrimitives.WriteUInt32LittleEndian(_block[4..], (uint)_length);
        return _length;
    }

    private void Pad()
    {
        var padding = -_length & 3;
        Room(padding).Clear();
        _length += padding;
    }

    private readonly Span<byte> Room(int bytes) => _block.Slice(_length, bytes);
}
