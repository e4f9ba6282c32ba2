namespace PacketFleet.Web.Configuration;

/// <summary>One source of settings.</summary>
/// <param name="Name">How messages call it: <c>in /etc/pf.json</c>, <c>in the environment</c>.</param>
/// <param name="InputBase">What relative paths of things read (certificates, captures) are relative to.</param>
/// <param name="DataBase">What relative paths of things written (archive, store, logs) are relative to.</param>
internal sealed record SettingLayer(string Name, string InputBase, string DataBase)
{
    /// <summary>Where its settings were written under other names; null where they have their own.</summary>
    public IReadOnlyDictionary<string, SettingPlace>? Places { get; init; }

    /// <summary>Key paths whose fault is told already.</summary>
    public IReadOnlySet<string>? Told { get; init; }

    /// <summary>The layer of what nobody has set.</summary>
    public static SettingLayer Defaults(string workingDirectory) => new("by default", workingDirectory, workingDirectory);
}

/// <summary>A setting's value and where it comes from.</summary>
internal readonly record struct Setting(string? Value, SettingLayer Layer);
