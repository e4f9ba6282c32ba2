using System.Text;

namespace PacketFleet.Wire.Captures.Reading;

/// <summary>Blocks that say how the packets after them are to be read.</summary>
internal sealed partial class PcapngParser
{
    private const uint ByteOrderMagic = 0x1a2b3c4d;
    private const int SmallestSection = 28;
    private const int SmallestInterface = 20;

    private const ushort EndOfOptions = 0;
    private const ushort InterfaceName = 2;
    private const ushort TimeResolution = 9;
    private const ushort TimeOffset = 14;

    private PcapngInterface[] _interfaces = new PcapngInterface[4];
    private int _count;

    /// <summary>Finds the byte order of the section whose first 12 bytes are available.</summary>
    private bool TryReadByteOrder()
    {
        _bigEndian = false;
        if (Read32(input.Available, 8) == ByteOrderMagic)
            return true;
        _bigEndian = true;
        return Read32(input.Available, 8) == ByteOrderMagic || input.Damaged(Text($"holds a section header without a byte order {Place}"));
    }

    private bool TryBeginSection(ReadOnlySpan<byte> block)
    {
        if (block.Length < SmallestSection)
            return input.Damaged(Text($"holds a section header of {block.Length} bytes {Place}"));

        var major = Read16(block, 12);
        var minor = Read16(block, 14);
        if (major != 1)
            return input.Damaged(Text($"holds a section of pcapng version {major}.{minor}, which is not read here (1.0 is), {Place}"));

        Array.Clear(_interfaces, 0, _count);
        _count = 0;
        return true;
    }

    private bool TryAddInterface(ReadOnlySpan<byte> block)
    {
        if (block.Length < SmallestInterface)
            return input.Damaged(Text($"declares an interface in {block.Length} bytes {Place}"));
        if (_count == CaptureLimits.Interfaces)
            return input.Damaged(Text($"declares more than {CaptureLimits.Interfaces:N0} interfaces {Place}"));

        string? name = null;
        byte resolution = PcapngClock.Microseconds;
        long offset = 0;
        for (var options = block[16..^BlockTrailer]; options.Length >= 4;)
        {
            var code = Read16(options, 0);
            int length = Read16(options, 2);
            if (code == EndOfOptions)
                break;
            if (length > options.Length - 4)
                return input.Damaged(Text($"declares interface {_count} with an option longer than its block {Place}"));

            var value = options.Slice(4, length);
            switch (code)
            {
                case InterfaceName:
                    name = Encoding.UTF8.GetString(value[..Math.Min(length, CaptureLimits.InterfaceName)]).TrimEnd('\0');
                    break;
                case TimeResolution when length >= 1:
                    resolution = value[0];
                    break;
                case TimeOffset when length >= 8:
                    offset = Read64(value);
                    break;
            }

            options = options[Math.Min(4 + ((length + 3) & ~3), options.Length)..];
        }

        if (_count == _interfaces.Length)
            Array.Resize(ref _interfaces, 2 * _count);
        var description = new CaptureInterface(_count, name, Read16(block, 8), Read32(block, 12));
        _interfaces[_count++] = new PcapngInterface(description, new PcapngClock(resolution, offset));
        return true;
    }

    private long Read64(ReadOnlySpan<byte> bytes) => _bigEndian
        ? (long)(((ulong)Read32(bytes, 0) << 32) | Read32(bytes, 4))
        : (long)(((ulong)Read32(bytes, 4) << 32) | Read32(bytes, 0));
}
