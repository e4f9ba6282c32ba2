using System.Runtime.CompilerServices;

namespace PacketFleet.Wire.Captures.Reading;

/// <summary>Turns the times of a pcapng interface into nanoseconds since 1970. What lies outside the range becomes the nearest end of it.</summary>
internal sealed class PcapngClock
{
    /// <summary>The resolution where an interface declares none.</summary>
    public const byte Microseconds = 6;

    private const byte BinaryFlag = 0x80;

    // 10^19 is the largest power of ten in 64 bits; beyond it every time is less than a nanosecond.
    private const int LargestPower = 19;

    private readonly bool _isBinary;
    private readonly int _exponent;
    private readonly Int128 _offset;
    private readonly ulong _multiplier;
    private readonly ulong _plainLimit;

    /// <param name="resolution">As in <c>if_tsresol</c>: a unit is 10^-n of a second, or with the high bit set 2^-n.</param>
    /// <param name="offsetSeconds">As in <c>if_tsoffset</c>.</param>
    public PcapngClock(byte resolution, long offsetSeconds)
    {
        _isBinary = (resolution & BinaryFlag) != 0;
        _exponent = resolution & ~BinaryFlag;
        _offset = (Int128)offsetSeconds * PacketTime.Second;
        if (!_isBinary && _exponent <= 9)
        {
            _multiplier = Power(9 - _exponent);
            _plainLimit = offsetSeconds == 0 ? long.MaxValue / _multiplier : 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ToNanoseconds(ulong units) => units < _plainLimit ? (long)(units * _multiplier) : Convert(units);

    private long Convert(ulong units)
    {
        var nanoseconds = _isBinary ? (UInt128)units * PacketTime.Second >> _exponent
            : _multiplier != 0 ? (UInt128)units * _multiplier
            : _exponent - 9 <= LargestPower ? units / Power(_exponent - 9)
            : 0;
        var sum = (Int128)nanoseconds + _offset;
        return sum < long.MinValue ? long.MinValue : sum > long.MaxValue ? long.MaxValue : (long)sum;
    }

    private static ulong Power(int exponent)
    {
        ulong power = 1;
        while (exponent-- > 0)
            power *= 10;
        return power;
    }
}
