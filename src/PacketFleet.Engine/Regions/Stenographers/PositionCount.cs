using System.Text;
using PacketFleet.Engine.Sockets;

namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>
/// What <c>/debug/tN/positions</c> answers: <c>POSITIONS:</c> and a line with a tab and eight hexadecimal digits for each packet;
/// or <c>ALL</c> where the query is of times alone; or <c>ERROR:</c> and why. All of them come with status 200.
/// </summary>
/// <param name="Packets">How many packets match.</param>
/// <param name="Fault">Why that is not known, as a clause without a full stop; null where it is.</param>
internal sealed record PositionCount(long Packets, string? Fault)
{
    // A packet file has at most 4 GiB, and a packet in it takes more than 64 bytes.
    private const long LargestAnswer = 1L << 30;
    private const int LongestComplaint = 200;
    private const int LineLength = 9;

    /// <summary>Reads the answer, and counts without keeping any of it.</summary>
    public static PositionCount Read(Stream body)
    {
        var buffer = new byte[64 * 1024];
        var length = body.ReadAtLeast(buffer, LongestComplaint, throwOnEndOfStream: false);
        var start = buffer.AsSpan(0, length);
        if (start.StartsWith("ERROR:"u8))
            return Faulty($"it says: {OneLine.Of(Encoding.UTF8.GetString(start[6..Math.Min(length, LongestComplaint)]))}");
        if (!start.StartsWith("POSITIONS:\n"u8))
            return Faulty("it answers with something else than positions");

        var lines = new Lines();
        var rest = start[11..];
        if (rest.StartsWith("\tALL"u8))
            return Faulty("it answers with all packets, uncounted");

        for (long seen = length; length > 0; seen += length)
        {
            if (!lines.Take(rest) || seen > LargestAnswer)
                return Faulty("it answers with something else than positions");
            length = body.Read(buffer);
            rest = buffer.AsSpan(0, length);
        }

        return lines.Length == 0 ? new(lines.Count, null) : Faulty("its answer ends in the middle of a line");
    }

    private static PositionCount Faulty(string clause) => new(0, clause);

    /// <summary>Counts lines, byte by byte.</summary>
    private struct Lines
    {
        public long Count { get; private set; }

        /// <summary>Bytes of a line that has not ended yet.</summary>
        public int Length { get; private set; }

        /// <summary>False at the first byte that stands where it must not.</summary>
        public bool Take(ReadOnlySpan<byte> bytes)
        {
            foreach (var b in bytes)
            {
                if (Length == LineLength ? b != '\n' : Length == 0 ? b != '\t' : !char.IsAsciiHexDigit((char)b))
                    return false;
                if (Length == LineLength)
                {
                    Count++;
                    Length = 0;
                }
                else
                {
                    Length++;
                }
            }

            return true;
        }
    }
}
