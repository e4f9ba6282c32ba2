using System.Numerics;

namespace PacketFleet.Wire.Queries.Matching;

/// <summary>Ranges of 32-bit values, both ends included, each with the bit of its term; looked through many at a time.</summary>
internal sealed class RangeTable
{
    private readonly uint[] _from;
    private readonly uint[] _length;
    private readonly int[] _bit;

    public RangeTable(IReadOnlyList<(uint From, uint To, int Bit)> ranges)
    {
        // Filled up with the last range again, so that whole vectors can be read.
        var size = ranges.Count == 0 ? 0 : (ranges.Count + Vector<uint>.Count - 1) / Vector<uint>.Count * Vector<uint>.Count;
        _from = new uint[size];
        _length = new uint[size];
        _bit = new int[size];
        for (var i = 0; i < size; i++)
        {
            var (from, to, bit) = ranges[Math.Min(i, ranges.Count - 1)];
            (_from[i], _length[i], _bit[i]) = (from, to - from, bit);
        }
    }

    /// <summary>Sets the bits of the ranges that hold the value.</summary>
    public void Find(uint value, Span<ulong> hits)
    {
        if (_from.Length > 0) Search(value, hits);
    }

    private void Search(uint value, Span<ulong> hits)
    {
        var (from, length) = (_from, _length);
        var values = new Vector<uint>(value);
        for (var at = 0; at <= from.Length - Vector<uint>.Count; at += Vector<uint>.Count)
        {
            // Below the range the difference wraps round and is larger than any length.
            if (Vector.LessThanOrEqualAny(values - new Vector<uint>(from, at), new Vector<uint>(length, at))) Mark(value, at, hits);
        }
    }

    private void Mark(uint value, int at, Span<ulong> hits)
    {
        for (var end = at + Vector<uint>.Count; at < end; at++)
        {
            if (value - _from[at] <= _length[at]) hits[_bit[at] >> 6] |= 1UL << (_bit[at] & 63);
        }
    }
}
