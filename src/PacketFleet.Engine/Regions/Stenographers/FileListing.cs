using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>
/// What <c>/debug/tN/files</c> lists: a line <c>Thread N (…)</c>, then the names, each behind a tab, in no order. A name is the
/// microsecond at which the file was begun.
/// </summary>
/// <param name="Starts">Ascending, none twice.</param>
/// <param name="Whole">False where it lists more than can be taken in, or no list of files came.</param>
internal sealed record FileListing(IReadOnlyList<PacketTime> Starts, bool Whole)
{
    /// <summary>More files of one thread are not taken in; a Stenographer keeps 30,000 unless told otherwise.</summary>
    public const int MostFiles = 100_000;

    // Head line and names of at most 19 digits.
    private const int LargestAnswer = 4096 + (MostFiles * 21);
    private const long LatestName = long.MaxValue / 1000;

    /// <summary>Reads the answer, no more than is bounded; lines that are no names are skipped.</summary>
    public static FileListing Read(Stream body)
    {
        var starts = new SortedSet<long>();
        var buffer = new byte[16 * 1024];
        var seen = 0;
        var name = new NameReader();
        var isListing = false;
        for (int count; (count = body.Read(buffer)) > 0;)
        {
            if (seen == 0)
                isListing = "Thread "u8.StartsWith(buffer.AsSpan(0, Math.Min(count, 7)));
            seen += count;
            if (!isListing || seen > LargestAnswer)
                return new([], Whole: false);

            foreach (var b in buffer.AsSpan(0, count))
            {
                if (name.Take(b) is { } micros && starts.Add(micros) && starts.Count > MostFiles)
                    return new([], Whole: false);
            }
        }

        return new([.. starts.Select(micros => new PacketTime(micros * 1000))], isListing);
    }

    /// <summary>Puts names together byte by byte.</summary>
    private struct NameReader
    {
        private long _value;
        private State _state;

        private enum State
        {
            OtherLine,
            LineStart,
            Name,
        }

        /// <summary>The name, once its line has ended.</summary>
        public long? Take(byte b)
        {
            if (b == '\n')
            {
                long? whole = _state == State.Name && _value > 0 ? _value : null;
                _value = 0;
                _state = State.LineStart;
                return whole;
            }

            var digit = b - '0';
            if (_state == State.LineStart && b == '\t')
                _state = State.Name;
            else if (_state != State.Name || digit is < 0 or > 9 || _value > (LatestName - digit) / 10)
                _state = State.OtherLine;
            else
                _value = (_value * 10) + digit;
            return null;
        }
    }
}
