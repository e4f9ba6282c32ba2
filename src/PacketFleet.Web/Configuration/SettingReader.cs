using System.Globalization;
using PacketFleet.Web.Configuration.PacketFleetConf;

namespace PacketFleet.Web.Configuration;

/// <summary>
/// Reads one section of the settings. What cannot be read becomes a fault and the default is given instead, so that one
/// pass finds everything; <see cref="Done"/> tells of names nobody asked for.
/// </summary>
internal sealed partial class SettingReader(SettingTree tree, SettingFaults faults, SettingLayer defaults, string path)
{
    private readonly List<string> _asked = [];

    /// <summary>The section's key path.</summary>
    public string Path => path;

    /// <summary>A section in this one.</summary>
    public SettingReader Section(string name)
    {
        _asked.Add(name);
        if (tree.TryGet(Key(name), out var setting) && !string.IsNullOrEmpty(setting.Value))
            Fault(name, "is one value, but must be a group of settings");
        return new SettingReader(tree, faults, defaults, Key(name));
    }

    /// <summary>The items of a list of sections.</summary>
    public IReadOnlyList<SettingReader> Items(string name)
    {
        _asked.Add(name);
        if (tree.TryGet(Key(name), out var setting) && !string.IsNullOrEmpty(setting.Value))
            Fault(name, "is one value, but must be a list");
        return [.. tree.Children(Key(name)).Select(i => new SettingReader(tree, faults, defaults, $"{Key(name)}:{i}"))];
    }

    /// <summary>A list of texts; one text alone is split at its commas.</summary>
    public IReadOnlyList<(string Key, string Value)> Texts(string name)
    {
        _asked.Add(name);
        var items = tree.Children(Key(name));
        if (items.Count == 0)
        {
            var one = tree.TryGet(Key(name), out var setting) ? setting.Value : null;
            return [.. (one ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(v => (Key(name), v))];
        }

        return [.. items.Select(i => $"{Key(name)}:{i}").Select(k => (k, tree.TryGet(k, out var s) ? s.Value?.Trim() ?? "" : ""))];
    }

    /// <summary>A text, or null where it is not set or empty.</summary>
    public string? Text(string name) => Find(name) is { Value: { Length: > 0 } value } ? value : null;

    /// <summary>A text with its default.</summary>
    public string Text(string name, string otherwise) => Text(name) ?? otherwise;

    /// <summary>True or false.</summary>
    public bool Flag(string name, bool otherwise)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (bool.TryParse(text, out var flag))
            return flag;
        Fault(name, $"is \"{text}\"", "write true or false");
        return otherwise;
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public long Number(string name, long otherwise, long least = 0, long most = long.MaxValue)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Fault(name, $"is \"{text}\"", most == long.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"write a whole number, at least {least}") : string.Create(CultureInfo.InvariantCulture, $"write a whole number from {least} to {most}"));
        return otherwise;
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public int Integer(string name, int otherwise, int least = 0, int most = int.MaxValue) => (int)Number(name, otherwise, least, most);

    /// <summary>Notes what is wrong with a setting: <c>{key} {what} ({where}): {mend}.</c></summary>
    public void Fault(string name, string what, string? mend = null) => FaultAt(Key(name), what, mend);

    /// <summary>The same by key path.</summary>
    public void FaultAt(string key, string what, string? mend = null)
    {
        var layer = tree.LayerOf(key);
        if (layer?.Told?.Contains(key) == true)
            return;
        var place = PlaceOf(layer, key);
        var where = place is not null ? $" ({place.Where})" : tree.TryGet(key, out var setting) ? $" ({setting.Layer.Name})" : "";
        var end = mend is null ? "." : mend.EndsWith('?') ? $": {mend}" : $": {mend}.";
        faults.Add($"{place?.Subject ?? key} {ConfWords.WithoutSecret(what)}{where}{end}");
    }

    /// <summary>Notes what is allowed but deserves a loud word.</summary>
    public void Warn(string name, string what)
    {
        what = ConfWords.WithoutSecret(what);
        var place = PlaceOf(tree.LayerOf(Key(name)), Key(name));
        faults.Warn(place is null ? $"{Key(name)} {what}." : $"{place.Subject} {what} ({place.Where}).");
    }

    /// <summary>Every name in this section that nobody asked for is a fault.</summary>
    public void Done()
    {
        foreach (var name in tree.Children(path).Where(n => !_asked.Contains(n, StringComparer.OrdinalIgnoreCase)))
        {
            var meant = Similar.Find(name, _asked);
            Fault(name, "is not a setting", meant is null ? $"remove it, or use one of {string.Join(", ", _asked)}" : $"did you mean {meant}?");
        }
    }

    private static SettingPlace? PlaceOf(SettingLayer? layer, string key) => layer?.Places is { } places && places.TryGetValue(key, out var place) ? place : null;

    private string Key(string name) => $"{path}:{name}";

    private Setting? Find(string name)
    {
        if (!_asked.Contains(name, StringComparer.Ordinal))
            _asked.Add(name);
        if (tree.TryGet(Key(name), out var setting))
            return setting with { Value = setting.Value?.Trim() };
        if (tree.Children(Key(name)).Count > 0)
            Fault(name, "is a group or a list, but must be one value");
        return null;
    }
}
