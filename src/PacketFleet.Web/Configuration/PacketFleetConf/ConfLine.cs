namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>Where something stands.</summary>
/// <param name="File">The file's path; empty = the environment.</param>
/// <param name="Number">The line from 1; 0 = the environment.</param>
/// <param name="Directory">What relative paths written there are relative to.</param>
internal sealed record ConfLine(string File, int Number, string Directory)
{
    /// <summary>As messages say it.</summary>
    public string Where => Number == 0 ? "in the environment" : $"in {File}, line {Number}";
}

/// <summary>One key with its value as it was read.</summary>
/// <param name="Key">The key as typed, or the environment variable.</param>
/// <param name="Value">The value without its quotes; null where there is no <c>=</c>.</param>
/// <param name="At">Where it stands.</param>
/// <param name="Subject">How messages call it: <c>URL of [Stenographer "Region 1"]</c>.</param>
internal sealed record ConfEntry(string Key, string? Value, ConfLine At, string Subject)
{
    /// <summary>Its value could not be read, which is told already; <see cref="Value"/> is a guess at what was meant.</summary>
    public bool Faulty { get; init; }
}

/// <summary>A section as it was read.</summary>
/// <param name="Name">Its name as typed; empty where the header could not be read.</param>
/// <param name="Subname">The name in quotes, or null.</param>
/// <param name="At">Where its header stands.</param>
internal sealed record ConfSection(string Name, string? Subname, ConfLine At)
{
    /// <summary>Its keys in order.</summary>
    public List<ConfEntry> Entries { get; } = [];

    /// <summary>The header as it should be written.</summary>
    public string Title => TitleOf(Name, Subname);

    /// <summary>A header as it should be written.</summary>
    public static string TitleOf(string name, string? subname) =>
        subname is null ? $"[{name}]" : $"[{name} \"{ConfWords.Shown(subname).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"]";
}
