using System.Globalization;

namespace PacketFleet.Wire.Queries.Pasting;

/// <summary>Makes the query of what was found, within the limits of a query.</summary>
internal static class PasteQuery
{
    /// <summary>"after" and "before" with their times and what joins them.</summary>
    private const int WindowCharacters = 80;
    private const int WindowTerms = 2;

    public static PastedText? Of(PasteFound found, QueryLimits limits)
    {
        var groups = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var used = new List<PastedEvent>(found.Events.Count);
        var (characters, terms, several) = (WindowCharacters, WindowTerms, found.Events.Count(e => e.Source is not null || e.Destination is not null) > 1);
        foreach (var one in found.Events)
        {
            var of = one.Terms(found.LeftOut);
            var text = string.Join(" and ", of);
            if (several && of.Count > 1) text = $"({text})";
            if (text.Length > 0 && !seen.Contains(text))
            {
                var needs = text.Length + (groups.Count > 0 ? " or ".Length : 2);
                if (characters + needs > limits.Characters || terms + of.Count > Math.Min(limits.Terms, QueryLimits.MostTerms)) break;
                (characters, terms) = (characters + needs, terms + of.Count);
                seen.Add(text);
                groups.Add(text);
            }

            used.Add(one);
        }

        if (used.Count == 0) return null;

        // Two lines of one connection need no parentheses around what is only one group.
        if (groups.Count == 1) groups[0] = groups[0].Trim('(', ')');
        Query? filter = null;
        if (groups.Count > 0 && !QueryParser.TryParse(string.Join(" or ", groups), out filter, out _, limits)) return null;
        return Of(found, used, filter);
    }

    private static PastedText Of(PasteFound found, List<PastedEvent> used, Query? filter)
    {
        PacketTime? first = used.Min(e => e.Start);
        PacketTime? last = used.Max(e => e.End is { } end && end > e.Start ? end : e.Start);
        var ids = used.Select(e => e.Id).Distinct(StringComparer.Ordinal).Take(2).ToList();
        var kinds = used.Select(e => e.Kind).Distinct().Take(2).ToList();
        return new PastedText
        {
            Kind = kinds.Count == 1 ? kinds[0] : PastedKind.Mixed,
            What = What(used),
            Id = ids.Count == 1 ? ids[0] : null,
            Events = used.Count,
            IsWholeQuery = used.Count > 1 || kinds[0] is not (PastedKind.Addresses or PastedKind.Moment) || (filter is not null && first is not null),
            Filter = filter,
            First = first,
            Last = last,
            Window = first is { } start && last is { } end ? new(Down(start.Add(-PastedText.Padding)), Up(end.Add(PastedText.Padding))) : TimeWindow.Everything,
            Notes = [.. Notes(found, used, first is not null)],
        };
    }

    private static IEnumerable<string> Notes(PasteFound found, List<PastedEvent> used, bool timed)
    {
        var all = found.Events.Count;
        if (used.Count < all) yield return $"Only the first {Number(used.Count)} of {Number(all)} fit into one query: paste the rest for another.";
        if (found.CutText) yield return $"Only the first {Number(PastedText.MostLines)} lines and {Number(PastedText.MostCharacters)} characters of the text were looked at.";
        var without = timed ? used.Count(e => e.Start is null) : 0;
        if (without > 0) yield return without == 1 ? "One of them has no time of its own: it is looked for in the window of the others." : $"{Number(without)} of them have no time of their own: they are looked for in the window of the others.";
        foreach (var sentence in found.LeftOut.Sentences()) yield return sentence;
    }

    private static string What(List<PastedEvent> used)
    {
        var names = used.GroupBy(e => e.Name, StringComparer.Ordinal).Select(g => (Name: g.Key, Count: g.Count())).Take(3).ToList();
        return string.Join(" and ", names.ConvertAll(n => n.Count == 1 ? $"{(n.Name[0] is 'a' ? "an" : "a")} {n.Name}" : $"{Number(n.Count)} {Plural(n.Name)}"));
    }

    private static string Plural(string name) => name switch
    {
        "address" => "addresses",
        "address with a port" => "addresses with ports",
        _ => name + "s",
    };

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static PacketTime Down(PacketTime time) => PacketTime.FromSeconds(Floor(time.Nanoseconds));

    private static PacketTime Up(PacketTime time) => PacketTime.FromSeconds(Floor(time.Nanoseconds) + (time.Nanoseconds % PacketTime.Second == 0 ? 0 : 1));

    private static long Floor(long nanoseconds)
    {
        var (seconds, rest) = Math.DivRem(nanoseconds, PacketTime.Second);
        return rest < 0 ? seconds - 1 : seconds;
    }
}
