namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>What all files together say in one section: later files lie over earlier ones.</summary>
/// <param name="Name">The region's name; empty for <c>[Global]</c>.</param>
/// <param name="Title">The header.</param>
/// <param name="At">Where it stands first.</param>
internal sealed record ConfGroup(string Name, string Title, ConfLine At)
{
    private readonly Dictionary<string, List<ConfEntry>> _entries = new(StringComparer.Ordinal);

    /// <summary>The last entry of a key, or null.</summary>
    public ConfEntry? Find(string key) => _entries.TryGetValue(key, out var entries) && entries.Count > 0 ? entries[^1] : null;

    /// <summary>All entries of a key, in order.</summary>
    public IReadOnlyList<ConfEntry> All(string key) => _entries.TryGetValue(key, out var entries) ? entries : [];

    /// <summary>Takes one more: another value of a list, or the one that counts now. A list's key without <c>=</c> empties it.</summary>
    public void Take(string key, ConfEntry entry)
    {
        if (!_entries.TryGetValue(key, out var entries))
            _entries.Add(key, entries = []);
        if (!ConfKeys.Lists.Contains(key, StringComparer.Ordinal) || entry is { Value: null, Faulty: false })
            entries.Clear();
        if (entry.Value is not null || entry.Faulty || !ConfKeys.Lists.Contains(key, StringComparer.Ordinal))
            entries.Add(entry);
    }
}
