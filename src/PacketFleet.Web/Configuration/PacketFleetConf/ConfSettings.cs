namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>A Packet Fleet file with the directory beside it and Gravwell's environment, as settings of this program.</summary>
internal sealed class ConfSettings
{
    private const int MostFaults = 100;
    private readonly ConfOutput _output = new();
    private readonly bool _namesTargets;
    private readonly ConfGroup? _global;

    private ConfSettings(string file, IReadOnlyList<ConfText> texts, Func<string, string?> environment, string workingDirectory)
    {
        File = file;
        if (texts.Count == 0)
            return;
        Readable = true;
        var content = ConfContent.Merge(file, texts);
        _global = content.Global;
        _output.Faults.AddRange([.. texts.SelectMany(t => t.Faults), .. content.Faults]);
        _output.Warnings.AddRange([.. texts.SelectMany(t => t.Warnings), .. content.Warnings]);
        ConfEnvironment.Fill(_global, environment, workingDirectory, _output);
        ConfMapping.Run(content, _output);
        if (content.Regions.Count == 0)
            _output.Faults.Add($"{file} has no section [Stenographer \"…\"]: add one for each region.");
        _namesTargets = _global.All("Cleartext-Backend-Target").Count + _global.All("Encrypted-Backend-Target").Count + _global.All("Pipe-Backend-Target").Count > 0;
    }

    /// <summary>The file's absolute path.</summary>
    public string File { get; }

    /// <summary>The file itself could be read; where not, <see cref="Faults"/> says why, and there is nothing else.</summary>
    public bool Readable { get; }

    /// <summary>Key paths and values, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Settings => _output.Settings;

    /// <summary>Settings that such a file implies without saying them: there are no logins, and TLS is for whatever address. Any file of settings may say otherwise.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Implied => _output.Listening is (false, true)
        ? [new(ImpliedByConf.AllowAnonymous, true), new("Urls", "https://127.0.0.1:9002")]
        : [new(ImpliedByConf.AllowAnonymous, true)];

    /// <summary>TLS is asked for.</summary>
    public bool UsesTls => _output.Listening.Tls;

    /// <summary>That no address to listen on is given, which the old program refused; null where one is.</summary>
    /// <param name="urls">The addresses that it comes to.</param>
    public string? Unheard(string urls) => _global is null || _output.Listening.Given
        ? null
        : $"Listen-Address of [Global] is missing ({_global.At.Where}), so that only this machine reaches {urls}: write Listen-Address=\":9002\" for all its addresses, or set Urls.";

    /// <summary>What is wrong, one sentence each, at most a hundred.</summary>
    public IReadOnlyList<string> Faults => _output.Faults.Count <= MostFaults
        ? _output.Faults
        : [.. _output.Faults.Take(MostFaults), $"{File} has {_output.Faults.Count - MostFaults} more faults: correct these first."];

    /// <summary>What deserves a word, one sentence each; keys without effect are named by <see cref="WarningsBeside"/>.</summary>
    public IReadOnlyList<string> Warnings => _output.Warnings.Count <= MostFaults ? _output.Warnings : [.. _output.Warnings.Take(MostFaults)];

    /// <summary>The source of settings that it is.</summary>
    public SettingLayer Layer => new("in " + File, Path.GetDirectoryName(File)!, Path.GetDirectoryName(File)!) { Places = _output.Places, Told = _output.Told };

    /// <summary>Loads it.</summary>
    /// <param name="file">The file's absolute path.</param>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    /// <param name="workingDirectory">What relative paths in the environment are relative to.</param>
    public static ConfSettings Load(string file, Func<string, string?> environment, string workingDirectory)
    {
        var faults = new List<string>();
        var texts = ConfFiles.Load(file, faults);
        var settings = new ConfSettings(file, texts, environment, workingDirectory);
        settings._output.Faults.InsertRange(0, faults);
        return settings;
    }

    /// <summary>Reads texts that are loaded already.</summary>
    public static ConfSettings Of(string file, IReadOnlyList<ConfText> texts, Func<string, string?> environment, string workingDirectory) =>
        new(file, texts, environment, workingDirectory);

    /// <summary>What deserves a word where this archive is kept, one sentence each.</summary>
    /// <param name="archive">The archive, which such a file knows nothing of.</param>
    /// <param name="chosen">Somebody set that it is kept.</param>
    public IEnumerable<string> WarningsBeside(ArchiveOptions archive, bool chosen)
    {
        foreach (var warning in Warnings)
            yield return warning;
        IReadOnlyList<string> idle = archive.Enabled ? [.. _output.Idle, .. _output.IdleBesideArchive] : _output.Idle;
        if (idle.Count > 0)
            yield return $"{File} sets what has no effect here: {ConfWords.List(idle)}.";
        if (Readable && archive.Enabled && !chosen)
            yield return ConfNotes.Archived(archive, cached: _output.IdleBesideArchive.Count > 0);
    }

    /// <summary>What is missing of Gravwell after all sources are laid over each other, one sentence each.</summary>
    public IEnumerable<string> Missing(GravwellOptions gravwell)
    {
        if (_global is null || gravwell.Targets.Count > 0)
            yield break;
        if (!_namesTargets)
            yield return $"No indexer is named in [Global] ({_global.At.Where}): add Cleartext-Backend-Target=host:4023, Encrypted-Backend-Target=host:4024 or Pipe-Backend-Target=/path.";
        if (!gravwell.IngestSecret.IsSet && gravwell.IngestSecretFile is null && !_output.Told.Contains("PacketFleet:Gravwell:IngestSecret") && !_output.Told.Contains("PacketFleet:Gravwell:IngestSecretFile"))
            yield return $"{ConfKeys.Secret} of [Global] is missing ({_global.At.Where}): {GravwellSettings.SecretMend}.";
    }
}
