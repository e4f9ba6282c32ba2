using System.Globalization;

namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>
/// Regions that one file names twice. Two sections that complete each other are one; where they contradict each other, as in
/// the example that many files were copied from, the second was meant as a region of its own.
/// </summary>
internal sealed class DoubledSections
{
    private readonly Dictionary<string, ConfSection> _first = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken;

    /// <summary>Looks at the sections of one file.</summary>
    public DoubledSections(IEnumerable<ConfSection> sections) =>
        _taken = sections.Where(s => ConfKeys.Same(s.Name, ConfKeys.Stenographer)).Select(s => s.Subname ?? "").ToHashSet(StringComparer.Ordinal);

    /// <summary>What is wrong where this section, asked for in order, contradicts an earlier one of its name; else null.</summary>
    public string? Clash(ConfSection section)
    {
        var name = section.Subname!;
        if (_first.TryAdd(name, section))
            return null;
        var first = _first[name];
        var different = Different(first, section);
        if (different.Count == 0)
            return null;

        var what = different.Count == 1 ? $"a different {different[0]}" : $"different values of {ConfWords.List(different)}";
        return $"The section {section.Title} stands twice with {what} (in {section.At.File}, lines {first.At.Number} and {section.At.Number}): "
            + $"give each region a name of its own, such as [Stenographer {ConfWords.Quoted(Free(name))}] in line {section.At.Number}.";
    }

    private static List<string> Different(ConfSection first, ConfSection second)
    {
        var names = new List<string>();
        foreach (var entry in second.Entries)
        {
            var known = ConfKeys.Known(ConfKeys.InStenographer, entry.Key);
            if (known is null || ConfKeys.Lists.Contains(known, StringComparer.Ordinal) || names.Contains(known, StringComparer.Ordinal))
                continue;
            if (first.Entries.FindLast(e => ConfKeys.Same(e.Key, known)) is { } other && other.Value != entry.Value)
                names.Add(known);
        }

        return names;
    }

    private string Free(string name)
    {
        var digits = name.Length;
        while (digits > 0 && char.IsAsciiDigit(name[digits - 1]))
            digits--;
        var stem = digits < name.Length ? name[..digits] : name + " ";
        var number = int.TryParse(name.AsSpan(digits), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n < int.MaxValue - ConfText.MostEntries ? n : 1;
        string free;
        do
            free = string.Create(CultureInfo.InvariantCulture, $"{stem}{++number}");
        while (!_taken.Add(free));
        return free;
    }
}
