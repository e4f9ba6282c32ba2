using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PacketFleet.Web.Hosting;

namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>
/// The verb <c>convert-conf FILE</c>: prints the settings that a Packet Fleet file comes to as JSON for <c>--config</c>. Faults go to
/// the error stream with exit code 2, and so do remarks, so that the JSON can be written to a file.
/// </summary>
internal static class ConvertConf
{
    /// <summary>The verb.</summary>
    public const string Verb = "convert-conf";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Runs it where the arguments ask for it; null where they do not.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <param name="output">Takes the JSON.</param>
    /// <param name="error">Takes faults and remarks.</param>
    public static int? Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        if (args.Count == 0 || args[0] != Verb)
            return null;
        if (args.Count != 2 || args[1].StartsWith('-') || args[1].Length == 0)
        {
            error.WriteLine($"{Verb} needs one file: write {Verb} packet_fleet.conf > appsettings.json.");
            return StartRefusedException.WrongSettings;
        }

        var working = Environment.CurrentDirectory;
        var settings = ConfSettings.Load(Path.GetFullPath(args[1], working), Environment.GetEnvironmentVariable, working);
        var faults = Check(settings, working);
        foreach (var sentence in faults.Count > 0 ? faults : [.. settings.WarningsBeside(new ArchiveOptions(), chosen: false), .. Remarks(settings)])
            error.WriteLine(sentence);
        if (faults.Count > 0)
            return StartRefusedException.WrongSettings;
        output.WriteLine(ToJson(settings));
        return 0;
    }

    /// <summary>The settings as the text of a JSON file.</summary>
    public static string ToJson(ConfSettings settings)
    {
        var root = new JsonObject();
        foreach (var (key, value) in settings.Settings.Concat(settings.Implied))
        {
            if (value is not "")
                Put(root, key.Split(':'), value);
        }

        return root.ToJsonString(Readable);
    }

    // Without the sections that would make directories: nothing starts here.
    private static IReadOnlyList<string> Check(ConfSettings settings, string working)
    {
        if (!settings.Readable)
            return settings.Faults;
        var faults = new SettingFaults();
        var configuration = new ConfigurationBuilder().Add(new ConfSource(settings)).Build();
        var root = new SettingReader(ConfigurationSources.Merge(configuration, working, working), faults, SettingLayer.Defaults(working), PacketFleetSettings.Root);
        RegionSettings.Read(root);
        var gravwell = GravwellSettings.Read(root.Section("Gravwell"));
        return [.. settings.Faults, .. faults.Faults, .. settings.Missing(gravwell)];
    }

    private static IEnumerable<string> Remarks(ConfSettings settings)
    {
        if (settings.Unheard(settings.UsesTls ? "https://127.0.0.1:9002" : "http://127.0.0.1:9002") is { } unheard)
            yield return unheard;
        if (settings.Settings.Any(s => s is { Key: "PacketFleet:Gravwell:IngestSecret", Value: not "" }))
            yield return "The JSON holds the ingest secret itself: let nobody but the program's user read the file (chmod 600), or put the secret into a file of its own and name that in IngestSecretFile.";
    }

    private static void Put(JsonObject node, string[] path, object value)
    {
        for (var i = 0; i < path.Length - 1; i++)
        {
            if (path[i + 1] is [>= '0' and <= '9', ..])
            {
                PutInList(node, path, i, value);
                return;
            }

            node = Child(node, path[i]);
        }

        node[path[^1]] = JsonSerializer.SerializeToNode(value);
    }

    private static void PutInList(JsonObject node, string[] path, int at, object value)
    {
        if (node[path[at]] is not JsonArray list)
            node[path[at]] = list = [];
        var index = int.Parse(path[at + 1], System.Globalization.CultureInfo.InvariantCulture);
        if (at + 2 == path.Length)
        {
            list.Add(JsonSerializer.SerializeToNode(value));
            return;
        }

        if (index >= list.Count)
            list.Add((JsonNode)new JsonObject());
        Put((JsonObject)list[index]!, path[(at + 2)..], value);
    }

    private static JsonObject Child(JsonObject node, string name)
    {
        if (node[name] is not JsonObject child)
            node[name] = child = [];
        return child;
    }
}
