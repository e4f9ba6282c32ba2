namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>
/// What Gravwell's environment variables say where the file says nothing: <c>GRAVWELL_…</c>, or <c>GRAVWELL_…_FILE</c> naming a file
/// whose first line is the value. As in Gravwell's programs the file counts before them.
/// </summary>
internal static class ConfEnvironment
{
    private const int MostCharacters = 64 << 10;

    /// <summary>The variables and the keys of <c>[Global]</c> that they stand for.</summary>
    public static readonly IReadOnlyList<(string Variable, string Key)> Variables =
    [
        ("GRAVWELL_INGEST_SECRET", ConfKeys.Secret),
        ("GRAVWELL_CLEARTEXT_TARGETS", "Cleartext-Backend-Target"),
        ("GRAVWELL_ENCRYPTED_TARGETS", "Encrypted-Backend-Target"),
        ("GRAVWELL_PIPE_TARGETS", "Pipe-Backend-Target"),
        ("GRAVWELL_ENABLE_COMPRESSION", "Enable-Compression"),
        ("GRAVWELL_CACHE_MODE", "Cache-Mode"),
        ("GRAVWELL_CACHE_PATH", "Ingest-Cache-Path"),
        ("GRAVWELL_CACHE_SIZE", "Max-Ingest-Cache"),
        ("GRAVWELL_LOG_LEVEL", "Log-Level"),
        ("GRAVWELL_DISABLE_SELF_INGEST", "Disable-Self-Ingest"),
    ];

    /// <summary>The variables that are set, with or without <c>_FILE</c>.</summary>
    public static IReadOnlyList<string> Set(Func<string, string?> environment) =>
        [.. Variables.SelectMany(v => (string[])[v.Variable, v.Variable + "_FILE"]).Where(v => !string.IsNullOrEmpty(environment(v)))];

    /// <summary>Fills what <paramref name="global"/> leaves open.</summary>
    /// <param name="global">The section.</param>
    /// <param name="environment">Gives a variable's value, or null.</param>
    /// <param name="workingDirectory">What relative paths are relative to.</param>
    /// <param name="output">Takes faults and warnings.</param>
    public static void Fill(ConfGroup global, Func<string, string?> environment, string workingDirectory, ConfOutput output)
    {
        var at = new ConfLine("", 0, workingDirectory);
        foreach (var (variable, key) in Variables)
        {
            var (name, value) = (variable, environment(variable));
            if (string.IsNullOrEmpty(value))
                (name, value) = (variable + "_FILE", environment(variable + "_FILE"));
            if (string.IsNullOrEmpty(value))
                continue;
            if (global.Find(key) is { } written && written.Value is not { Length: 0 })
            {
                output.Warnings.Add($"{name} is set in the environment, but the file sets {key} too ({written.At.Where}) and counts: remove one of the two.");
                continue;
            }

            var target = key;
            if (name.Length > variable.Length)
            {
                if (key == ConfKeys.Secret)
                    target = "Ingest-Secret-File";
                else if (FirstLine(name, Path.GetFullPath(value.Replace('\0', ' '), workingDirectory), output) is { } line)
                    value = line;
                else
                    continue;
            }

            foreach (var one in ConfKeys.Lists.Contains(key, StringComparer.Ordinal) ? value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [value])
                global.Take(target, new ConfEntry(name, one, at, name));
        }
    }

    private static string? FirstLine(string variable, string file, ConfOutput output)
    {
        try
        {
            using var reader = new StreamReader(file);
            var buffer = new char[MostCharacters];
            var text = new string(buffer, 0, reader.ReadBlock(buffer));
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            var line = (end < 0 ? text : text[..end]).Trim();
            if (line.Length > 0)
                return line;
            output.Faults.Add($"{variable} names {ConfWords.Shown(file)}, whose first line is empty (in the environment): write the value there.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            output.Faults.Add($"{variable} names {ConfWords.Shown(file)}, which cannot be read (in the environment): correct the path, or let the user {Environment.UserName} read it.");
        }

        return null;
    }
}
