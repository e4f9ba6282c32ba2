namespace PacketFleet.Web.Configuration;

/// <summary>
/// All settings after the layers are laid over each other. Like .NET configuration a later layer overrides single keys of
/// an earlier one; unlike it, a list in a later layer replaces the earlier list whole.
/// </summary>
internal sealed class SettingTree
{
    private readonly SortedDictionary<string, Setting> _settings = new(ConfigurationKeyComparer.Instance);
    private readonly IReadOnlyList<string> _lists;

    /// <param name="lists">Key paths of the lists that are replaced whole.</param>
    public SettingTree(IReadOnlyList<string> lists) => _lists = lists;

    /// <summary>Lays a provider's settings over what is there.</summary>
    public void Add(IConfigurationProvider provider, string root, SettingLayer layer)
    {
        var found = new List<KeyValuePair<string, string?>>();
        Collect(provider, root, found);
        foreach (var list in _lists)
        {
            if (found.Exists(f => IsUnder(f.Key, list)))
                Remove(list);
        }

        foreach (var (key, value) in found)
            _settings[key] = new Setting(value, layer);
    }

    /// <summary>The setting at this key path; false where no layer has one.</summary>
    public bool TryGet(string path, out Setting setting) => _settings.TryGetValue(path, out setting);

    /// <summary>
    /// The layer that a setting belongs to. One that is missing belongs to whoever set its neighbours and knows where it would stand.
    /// </summary>
    public SettingLayer? LayerOf(string path)
    {
        if (_settings.TryGetValue(path, out var setting))
            return setting.Layer;
        var parent = path[..Math.Max(0, path.LastIndexOf(':'))];
        return _settings.Where(s => IsUnder(s.Key, parent)).Select(s => s.Value.Layer).FirstOrDefault(l => l.Places?.ContainsKey(path) == true || l.Told?.Contains(path) == true);
    }

    /// <summary>Names directly under a key path, list items in their order.</summary>
    public IReadOnlyList<string> Children(string path)
    {
        var names = new SortedSet<string>(ConfigurationKeyComparer.Instance);
        foreach (var key in _settings.Keys)
        {
            if (key.Length > path.Length + 1 && IsUnder(key, path))
            {
                var end = key.IndexOf(':', path.Length + 1);
                names.Add(end < 0 ? key[(path.Length + 1)..] : key[(path.Length + 1)..end]);
            }
        }

        return [.. names];
    }

    private static void Collect(IConfigurationProvider provider, string path, List<KeyValuePair<string, string?>> found)
    {
        if (provider.TryGet(path, out var value))
            found.Add(new(path, value));
        foreach (var child in provider.GetChildKeys([], path).Distinct(StringComparer.OrdinalIgnoreCase).ToArray())
            Collect(provider, path + ":" + child, found);
    }

    private static bool IsUnder(string key, string path) =>
        key.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (key.Length == path.Length || key[path.Length] == ':');

    private void Remove(string path)
    {
        foreach (var key in _settings.Keys.Where(k => IsUnder(k, path)).ToArray())
            _settings.Remove(key);
    }
}
