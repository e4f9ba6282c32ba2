using System.Buffers.Binary;
using System.Text;

namespace PacketFleet.Tests.Wire.Captures.Reading;

/// <summary>Writes captures byte by byte, in either byte order, sound or not.</summary>
internal sealed class CaptureBytes(bool bigEndian = false)
{
    public const uint Micro = 0xa1b2c3d4;
    public const uint Nano = 0xa1b23c4d;

    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public byte[] ToArray() => [.. _bytes];

    public static CaptureBytes Pcap(bool bigEndian = false, uint magic = Micro, uint snapLength = 65536, uint linkType = 1, ushort major = 2, ushort minor = 4) =>
        new CaptureBytes(bigEndian).U32(magic).U16(major).U16(minor).U32(0).U32(0).U32(snapLength).U32(linkType);

    public CaptureBytes Record(uint seconds, uint fraction, byte[] data, uint? original = null) =>
        U32(seconds).U32(fraction).U32((uint)data.Length).U32(original ?? (uint)data.Length).Raw(data);

    public static CaptureBytes Pcapng(bool bigEndian = false) => new CaptureBytes(bigEndian).Section();

    public CaptureBytes Section(ushort major = 1) => Block(0x0a0d0d0a, b => b.U32(0x1a2b3c4d).U16(major).U16(0).U64(ulong.MaxValue));

    public CaptureBytes Interface(ushort linkType = 1, uint snapLength = 0, Func<CaptureBytes, CaptureBytes>? options = null) =>
        Block(1, b => (options ?? (o => o))(b.U16(linkType).U16(0).U32(snapLength)));

    public CaptureBytes Option(ushort code, params byte[] value) => U16(code).U16((ushort)value.Length).Raw(value).Pad();

    public CaptureBytes Name(string name) => Option(2, Encoding.UTF8.GetBytes(name));

    public CaptureBytes Enhanced(uint number, ulong units, byte[] data, uint? original = null, Func<CaptureBytes, CaptureBytes>? options = null) =>
        Block(6, b => (options ?? (o => o))(b.U32(number).Times(units).U32((uint)data.Length).U32(original ?? (uint)data.Length).Raw(data).Pad()));

    public CaptureBytes Obsolete(ushort number, ulong units, byte[] data) =>
        Block(2, b => b.U16(number).U16(7).Times(units).U32((uint)data.Length).U32((uint)data.Length).Raw(data).Pad());

    public CaptureBytes Simple(byte[] data, uint? original = null) => Block(3, b => b.U32(original ?? (uint)data.Length).Raw(data).Pad());

    public CaptureBytes Block(uint type, Func<CaptureBytes, CaptureBytes> body)
    {
        var inner = body(new CaptureBytes(bigEndian)).ToArray();
        var total = (uint)inner.Length + 12;
        return U32(type).U32(total).Raw(inner).U32(total);
    }

    public CaptureBytes Times(ulong units) => U32((uint)(units >> 32)).U32((uint)units);

    public CaptureBytes Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public CaptureBytes Pad()
    {
        while (_bytes.Count % 4 != 0)
            _bytes.Add(0);
        return this;
    }

    public CaptureBytes U16(ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        if (bigEndian)
            BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    public CaptureBytes U32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (bigEndian)
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    public CaptureBytes U64(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (bigEndian)
            BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        else
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>So many bytes that differ from those of another number.</summary>
    public static byte[] Data(int number, int length)
    {
        var data = new byte[length];
        for (var i = 0; i < length; i++)
            data[i] = (byte)((number * 31) + i);
        return data;
    }
}
