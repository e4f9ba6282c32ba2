namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>Turns the keys of a Packet Fleet file into settings.</summary>
internal sealed partial class ConfMapping
{
    private const string Gravwell = "PacketFleet:Gravwell:";
    private const string FlagMend = "write true or false";
    private readonly ConfContent _content;
    private readonly ConfOutput _output;
    private readonly ConfGroup _global;
    private readonly HashSet<ConfEntry> _valueless = [];

    private ConfMapping(ConfContent content, ConfOutput output) => (_content, _output, _global) = (content, output, content.Global);

    /// <summary>Maps everything; what is wrong or idle is noted in <paramref name="output"/>.</summary>
    public static void Run(ConfContent content, ConfOutput output)
    {
        var mapping = new ConfMapping(content, output);
        mapping.MapListening();
        mapping.MapRegions();
        mapping.MapGravwell();
        mapping.MapLog();
        mapping.FindIdle();
    }

    private static SettingPlace PlaceOf(ConfEntry entry) => new(entry.Subject, entry.At.Where);

    private static SettingPlace PlaceOf(ConfGroup group, string key) => new($"{key} of {group.Title}", group.At.Where);

    private static string FullPath(ConfEntry entry, string path) => Path.GetFullPath(path, entry.At.Directory);

    // The entry that counts; null where there is none, or an empty one.
    private ConfEntry? Given(ConfGroup group, string key)
    {
        var entry = group.Find(key);
        if (entry is { Value: null, Faulty: false })
        {
            if (_valueless.Add(entry))
                _output.Fault(entry, "has no value", $"write {key}=\"value\", or remove it");
            return entry with { Faulty = true };
        }

        return entry is { Faulty: false, Value.Length: 0 } ? null : entry;
    }

    private bool Map(ConfGroup group, string key, string setting, Func<ConfEntry, string, object?> read, string mend)
    {
        if (Given(group, key) is not { } entry)
        {
            _output.Expect(setting, PlaceOf(group, key));
            return false;
        }

        if (!entry.Faulty && read(entry, entry.Value!) is { } value)
        {
            _output.Set(setting, value, PlaceOf(entry));
            return true;
        }

        if (!entry.Faulty)
            _output.Fault(entry, $"is \"{ConfWords.Shown(entry.Value!)}\"", mend);
        _output.Tell(setting);
        _output.Expect(setting, PlaceOf(entry));
        return true;
    }

    private bool MapText(ConfGroup group, string key, string setting) => Map(group, key, setting, (_, text) => text, "");

    private bool MapPath(ConfGroup group, string key, string setting) => Map(group, key, setting, FullPath, "");

    private bool MapSeconds(ConfGroup group, string key, string setting) =>
        Map(group, key, setting, (_, text) => ConfValues.Seconds(text), "write a duration such as 30s, 5m or 1h30m, or 0 for none");

    // A flag without = is true.
    private bool? Flag(ConfGroup group, string key)
    {
        if (group.Find(key) is not { Faulty: false } entry || entry.Value is { Length: 0 })
            return null;
        var flag = entry.Value is null ? true : ConfValues.Flag(entry.Value);
        if (flag is null)
            _output.Fault(entry, $"is \"{ConfWords.Shown(entry.Value!)}\"", FlagMend);
        return flag;
    }

    private void MapFlag(ConfGroup group, string key, string setting, bool inverted = false)
    {
        if (Flag(group, key) is { } flag)
            _output.Set(setting, flag != inverted, PlaceOf(group.Find(key)!));
    }

    private void FindIdle()
    {
        foreach (var key in ConfKeys.IdleInGlobal)
        {
            if (_global.Find(key) is { } entry && !IsAsIdle(key, entry))
                _output.NoEffect(entry, _global);
        }

        foreach (var region in _content.Regions)
        {
            foreach (var key in ConfKeys.IdleInStenographer)
            {
                if (region.Find(key) is { } entry)
                    _output.NoEffect(entry, _global);
            }
        }
    }

    // What is asked for is what happens anyway: then there is nothing to say.
    private bool IsAsIdle(string key, ConfEntry entry)
    {
        switch (key)
        {
            case "Disable-Self-Ingest":
                return Flag(_global, key) is true;
            case "Cache-Mode" when entry is { Value.Length: > 0, Faulty: false }:
                var always = string.Equals(entry.Value, "always", StringComparison.OrdinalIgnoreCase);
                if (!always && !string.Equals(entry.Value, "fail", StringComparison.OrdinalIgnoreCase))
                    _output.Fault(entry, $"is \"{ConfWords.Shown(entry.Value)}\"", "write always or fail");
                return always;
            default:
                return false;
        }
    }
}
