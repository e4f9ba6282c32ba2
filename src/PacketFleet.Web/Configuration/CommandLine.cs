namespace PacketFleet.Web.Configuration;

/// <summary>What the command line says about where settings come from. Settings themselves (<c>--Urls …</c>) are read as a source.</summary>
internal sealed class CommandLine
{
    private const string ConfigOption = "config";
    private const string ConfOption = "packet-fleet-conf";
    private static readonly string[] Own = [ConfigOption, ConfOption, "help", "version", "urls"];

    private static readonly string[] Verbs = ["convert-conf"];

    private readonly List<string> _configFiles = [];
    private readonly List<string> _faults = [];

    /// <summary>Files given by <c>--config</c>, in order, as absolute paths.</summary>
    public IReadOnlyList<string> ConfigFiles => _configFiles;

    /// <summary>The file given by <c>--packet-fleet-conf</c> as an absolute path, or null.</summary>
    public string? ConfFile { get; private set; }

    /// <summary>The help is asked for.</summary>
    public bool Help { get; private set; }

    /// <summary>The version is asked for.</summary>
    public bool Version { get; private set; }

    /// <summary>What is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Reads the arguments; relative paths are relative to <paramref name="workingDirectory"/>.</summary>
    public static CommandLine Parse(IReadOnlyList<string> args, string workingDirectory)
    {
        var line = new CommandLine();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = Split(args[i]);
            if (name is null)
            {
                line._faults.Add($"The argument \"{args[i]}\" is not known: {(Similar.Find(args[i], Verbs) is { } verb ? $"did you mean the verb {verb}, which comes first?" : "options begin with --, see --help.")}");
                continue;
            }

            // The configuration system takes "--key value" as well as "--key=value".
            if (value is null && i + 1 < args.Count && Split(args[i + 1]).Name is null && !IsFlag(name))
                value = args[++i];
            line.Take(name, value, workingDirectory);
        }

        return line;
    }

    private void Take(string name, string? value, string workingDirectory)
    {
        switch (name)
        {
            case "help" or "h" or "?":
                Help = true;
                break;
            case "version":
                Version = true;
                break;
            case ConfigOption when string.IsNullOrWhiteSpace(value):
                _faults.Add("--config needs a file: write --config FILE.");
                break;
            case ConfigOption:
                _configFiles.Add(Path.GetFullPath(value, workingDirectory));
                break;
            case ConfOption:
                TakeConf(value, workingDirectory);
                break;
            default:
                if (!name.Contains(':', StringComparison.Ordinal) && Similar.Find(name, Own) is { } meant && !string.Equals(meant, name, StringComparison.OrdinalIgnoreCase))
                    _faults.Add($"The option --{name} is not known: did you mean --{meant}?");
                break;
        }
    }

    private void TakeConf(string? value, string workingDirectory)
    {
        if (string.IsNullOrWhiteSpace(value))
            _faults.Add("--packet-fleet-conf needs a file: write --packet-fleet-conf FILE.");
        else if (ConfFile is not null)
            _faults.Add("--packet-fleet-conf is given twice: give one file, and put others into the directory FILE.d beside it.");
        else
            ConfFile = Path.GetFullPath(value, workingDirectory);
    }

    private static bool IsFlag(string name) => name is "help" or "h" or "?" or "version";

    private static (string? Name, string? Value) Split(string argument)
    {
        var start = argument.StartsWith("--", StringComparison.Ordinal) ? 2
            : argument.StartsWith('-') && argument.Length > 1 && !char.IsAsciiDigit(argument[1]) ? 1
            : 0;
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        if (start == 0 && (equals < 0 || !argument[..equals].Contains(':', StringComparison.Ordinal)))
            return (null, null);
        return equals < 0 ? (argument[start..], null) : (argument[start..equals], argument[(equals + 1)..]);
    }
}
