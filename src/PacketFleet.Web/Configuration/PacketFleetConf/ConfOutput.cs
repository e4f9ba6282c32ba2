namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>The settings that a Packet Fleet file comes to, by key path, and what was found wrong on the way.</summary>
internal sealed class ConfOutput
{
    private readonly List<KeyValuePair<string, object>> _settings = [];
    private readonly Dictionary<string, SettingPlace> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _told = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _idle = [];
    private readonly List<string> _idleBesideArchive = [];

    /// <summary>Settings in order: texts, flags (<see cref="bool"/>) and whole numbers (<see cref="long"/>).</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Settings => _settings;

    /// <summary>Where each setting comes from, also for some that are missing.</summary>
    public IReadOnlyDictionary<string, SettingPlace> Places => _places;

    /// <summary>Settings whose fault is told already.</summary>
    public IReadOnlySet<string> Told => _told;

    /// <summary>What is wrong, one sentence each.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>What deserves a word, one sentence each.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Whether an address to listen on is given, and whether TLS is spoken there.</summary>
    public (bool Given, bool Tls) Listening { get; set; }

    /// <summary>Keys without effect, with their lines.</summary>
    public IReadOnlyList<string> Idle => _idle;

    /// <summary>Keys of the cache, which have no effect while packets are archived, with their lines.</summary>
    public IReadOnlyList<string> IdleBesideArchive => _idleBesideArchive;

    /// <summary>Sets a setting.</summary>
    public void Set(string key, object value, SettingPlace place)
    {
        _settings.Add(new(key, value));
        _places[key] = place;
    }

    /// <summary>Says where a setting would stand that is not set.</summary>
    public void Expect(string key, SettingPlace place) => _places.TryAdd(key, place);

    /// <summary>Whatever is wrong with this setting need not be said again.</summary>
    public void Tell(string key) => _told.Add(key);

    /// <summary>Notes what is wrong with an entry.</summary>
    public void Fault(ConfEntry entry, string what, string mend) => Faults.Add($"{entry.Subject} {what} ({entry.At.Where}): {mend}.");

    /// <summary>Notes what is missing in a section.</summary>
    public void Missing(string key, ConfGroup group, string mend) => Faults.Add($"{key} of {group.Title} is missing ({group.At.Where}): {mend}.");

    /// <summary>Notes a key without effect.</summary>
    public void NoEffect(ConfEntry entry, ConfGroup main) => _idle.Add(Named(entry, main));

    /// <summary>Notes a key without effect while packets are archived.</summary>
    public void NoEffectBesideArchive(ConfEntry entry, ConfGroup main) => _idleBesideArchive.Add(Named(entry, main));

    private static string Named(ConfEntry entry, ConfGroup main) =>
        entry.At.Number > 0 && entry.At.File == main.At.File ? $"{entry.Subject} (line {entry.At.Number})" : $"{entry.Subject} ({entry.At.Where})";
}
