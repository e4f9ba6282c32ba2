namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>The sections of all files laid over each other; what does not fit is told.</summary>
internal sealed class ConfContent
{
    private readonly List<ConfGroup> _regions = [];
    private readonly List<string> _faults = [];
    private readonly List<string> _warnings = [];

    private ConfContent(ConfLine start) => Global = new ConfGroup("", $"[{ConfKeys.Global}]", start);

    /// <summary>What is common.</summary>
    public ConfGroup Global { get; private set; }

    /// <summary>The regions, in the order in which they come first.</summary>
    public IReadOnlyList<ConfGroup> Regions => _regions;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>What may not be meant.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Lays the texts over each other.</summary>
    /// <param name="file">The main file.</param>
    /// <param name="texts">All files, in order.</param>
    public static ConfContent Merge(string file, IEnumerable<ConfText> texts)
    {
        var content = new ConfContent(new ConfLine(file, 1, Path.GetDirectoryName(file) ?? ""));
        foreach (var text in texts)
            content.Add(text);
        return content;
    }

    private void Add(ConfText text)
    {
        var doubles = new DoubledSections(text.Sections);
        foreach (var section in text.Sections.Where(s => s.Name.Length > 0))
        {
            if (ConfKeys.Same(section.Name, ConfKeys.Global))
                AddGlobal(section);
            else if (!ConfKeys.Same(section.Name, ConfKeys.Stenographer))
                _faults.Add(Foreign(section));
            else if (string.IsNullOrEmpty(section.Subname))
            {
                if (section.Subname is null)
                    _faults.Add($"The section {section.Title} has no name ({section.At.Where}): write [Stenographer \"Region 1\"].");
            }
            else if (doubles.Clash(section) is { } clash)
                _faults.Add(clash);
            else
                AddRegion(section, section.Subname);
        }
    }

    private void AddGlobal(ConfSection section)
    {
        if (section.Subname is not null)
            _faults.Add($"The section {section.Title} has a name ({section.At.Where}): write [Global].");
        if (Global.At.Number == 1 && section.At.File == Global.At.File)
            Global = Global with { At = section.At };
        Take(section, Global, ConfKeys.InGlobal);
    }

    private void AddRegion(ConfSection section, string name)
    {
        if (_regions.Find(r => r.Name == name) is not { } region)
            _regions.Add(region = new ConfGroup(name, ConfSection.TitleOf(ConfKeys.Stenographer, name), section.At));
        Take(section, region, ConfKeys.InStenographer);
    }

    private void Take(ConfSection section, ConfGroup group, IReadOnlyList<string> keys)
    {
        var seen = new Dictionary<string, ConfEntry>(StringComparer.Ordinal);
        foreach (var entry in section.Entries)
        {
            if (ConfKeys.Known(keys, entry.Key) is not { } key)
            {
                _faults.Add(Unknown(entry, keys));
                continue;
            }

            if (!ConfKeys.Lists.Contains(key, StringComparer.Ordinal) && !seen.TryAdd(key, entry) && seen[key].Value != entry.Value)
                Repeated(entry, seen[key], region: group.Name.Length > 0);
            group.Take(key, entry);
        }
    }

    private void Repeated(ConfEntry entry, ConfEntry first, bool region)
    {
        var where = $"{entry.Subject} is given twice with different values (in {entry.At.File}, lines {first.At.Number} and {entry.At.Number})";
        if (region)
            _faults.Add($"{where}: keep one, or write a section of its own for the other.");
        else
            _warnings.Add($"{where}, and the last one counts: keep one.");
    }

    private static string Unknown(ConfEntry entry, IReadOnlyList<string> keys)
    {
        var other = ReferenceEquals(keys, ConfKeys.InGlobal) ? ConfKeys.InStenographer : ConfKeys.InGlobal;
        var mend = ConfKeys.Known(other, entry.Key) is { } elsewhere
            ? $"move {elsewhere} into a section {(ReferenceEquals(other, ConfKeys.InGlobal) ? "[Global]" : "[Stenographer \"…\"]")}."
            : Similar.Find(entry.Key.Replace('_', '-'), keys) is { } meant ? $"did you mean {meant}?" : "remove it, or put # before it.";
        return $"{entry.Subject} is no key of that section ({entry.At.Where}): {mend}";
    }

    private static string Foreign(ConfSection section)
    {
        if (ConfKeys.Same(section.Name, "Preprocessor"))
            return $"The section {section.Title} changes packets on their way ({section.At.Where}), which this program does not do: remove it and every Preprocessor key.";
        if (ConfKeys.Same(section.Name, "Attach"))
            return $"The section {section.Title} adds values to every entry ({section.At.Where}), which this program does not do: remove it.";
        var mend = Similar.Find(section.Name, ConfKeys.Sections) is { } meant ? $"did you mean [{meant}{(meant == ConfKeys.Stenographer ? " \"…\"" : "")}]?" : "write [Global] or [Stenographer \"Region 1\"].";
        return $"The section {section.Title} is not known ({section.At.Where}): {mend}";
    }
}
