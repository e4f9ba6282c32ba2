using System.Text;
using System.Text.RegularExpressions;

namespace PacketFleet.Wire.Queries.Pasting;

/// <summary>A line cut into what addresses are written with: times, ends, arrows, numbers, and other words.</summary>
/// <param name="Times">The times, in their order.</param>
/// <param name="Words">The rest of the line, in its order; an arrow is <c>&gt;</c>.</param>
/// <param name="TimeFirst">The line starts with a time.</param>
internal sealed partial record LineWords(IReadOnlyList<PacketTime> Times, IReadOnlyList<string> Words, bool TimeFirst)
{
    private static readonly char[] Separators = [' ', '\t', '\v', '\f', ',', ';', '|'];

    // A number written for another reason is seldom a second of the years between.
    private static readonly PacketTime Earliest = PacketTime.FromSeconds(946_684_800);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(366);

    private static readonly string[] OfQueries = ["and", "or", "not", "host", "net", "port", "src", "dst", "vlan", "mpls", "mask", "before", "after", "ago", "&&", "||", "between", "portrange"];

    /// <summary>A word belongs to a query, so that the line is one gone wrong rather than a paste.</summary>
    public bool IsOfQuery => Words.Any(w => OfQueries.Contains(w, StringComparer.OrdinalIgnoreCase));

    public static LineWords Of(string line, PacketTime now, LeftOut leftOut)
    {
        var times = new List<PacketTime>();
        var rest = new StringBuilder(line.Length);
        var at = 0;
        for (var match = PastedTime.Find(line, 0); match.Success; match = match.NextMatch())
        {
            if (!PastedTime.TryRead(match, out var time, leftOut)) continue;
            times.Add(time);
            rest.Append(line, at, match.Index - at).Append(' ');
            at = match.Index + match.Length;
        }

        rest.Append(line, at, line.Length - at);
        var timeFirst = times.Count > 0 && at > 0 && string.IsNullOrWhiteSpace(line[..PastedTime.Find(line, 0).Index]);
        var words = new List<string>(Arrow().Replace(rest.ToString(), " > ").Split(Separators, StringSplitOptions.RemoveEmptyEntries));
        for (var i = 0; i < words.Count; i++)
        {
            // A table may have its cells in quotation marks.
            if (words[i] is ['"', .. var inner, '"']) words[i] = inner;
        }

        words.RemoveAll(w => w.Length == 0);
        while (words.Count > 0 && times.Count < 2 && PastedTime.TryReadEpoch(words[0], out var epoch) && epoch > Earliest && epoch < now.Add(Ahead))
        {
            timeFirst = true;
            times.Add(epoch);
            words.RemoveAt(0);
        }

        return new(times, words, timeFirst);
    }

    [GeneratedRegex("<?[-–—=]{1,2}>|→|⇒|⟶|↔|⇄|(?<= )>(?= )|(?<= )<?-{1,2}(?= *[0-9\\[])", RegexOptions.CultureInvariant)]
    private static partial Regex Arrow();
}
