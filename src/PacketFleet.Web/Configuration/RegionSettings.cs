using System.Text;
using PacketFleet.Engine.Regions;
using PacketFleet.Wire;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Web.Configuration;

/// <summary>Reads <c>PacketFleet:Regions</c>.</summary>
internal static class RegionSettings
{
    /// <summary>What a tag may hold.</summary>
    public const string TagMend = "use no white space, no quotes, nothing unprintable and none of *$\\[]|{}();=<!>~%^&.:,/";

    private const int MaxNameLength = 100;

    /// <summary>Reads all regions.</summary>
    public static IReadOnlyList<RegionOptions> Read(SettingReader root)
    {
        var regions = new List<RegionOptions>();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var reader in root.Items("Regions"))
        {
            var region = ReadOne(reader);
            if (region.Name.Length > 0 && !names.TryAdd(region.Name, reader.Path))
                reader.Fault("Name", $"is \"{region.Name}\", as {names[region.Name]}:Name is already", "give each region a name of its own");
            regions.Add(region);
        }

        return regions;
    }

    private static RegionOptions ReadOne(SettingReader reader)
    {
        var region = new RegionOptions
        {
            Name = ReadName(reader),
            Url = ReadUrl(reader),
            PcapDirectory = reader.InputPath("PcapDirectory"),
            Tag = ReadTag(reader),
            SourceOverride = ReadSource(reader),
            MaxConcurrentFetches = reader.Integer("MaxConcurrentFetches", 2, 1, 64),
            MaxPackets = reader.Number("MaxPackets", 0),
            MaxBytes = reader.Number("MaxBytes", 0),
            MaxSeconds = reader.Number("MaxSeconds", 0),
            CaCert = reader.InputFile("CaCert"),
            ClientCert = reader.InputFile("ClientCert"),
            ClientKey = reader.InputFile("ClientKey"),
            ServerName = reader.Text("ServerName"),
            RebaseToNow = reader.Flag("RebaseToNow", false),
            IgnoreTimestamps = reader.Flag("IgnoreTimestamps", false),
        };
        CheckKind(reader, region);
        reader.Done();
        return region;
    }

    private static void CheckKind(SettingReader reader, RegionOptions region)
    {
        var (stenographer, directory) = (reader.Text("Url") is not null, region.PcapDirectory is not null);
        if (stenographer == directory)
        {
            reader.FaultAt(reader.Path, stenographer ? "has both Url and PcapDirectory" : "has neither Url nor PcapDirectory", "give it exactly one: Url for a Stenographer, PcapDirectory for a directory of captures");
            return;
        }

        if (directory)
        {
            foreach (var name in (string[])["CaCert", "ClientCert", "ClientKey", "ServerName"])
            {
                if (reader.Text(name) is not null)
                    reader.Fault(name, "means nothing for a directory of captures", "remove it");
            }

            return;
        }

        foreach (var (name, value) in ((string, string?)[])[("CaCert", region.CaCert), ("ClientCert", region.ClientCert), ("ClientKey", region.ClientKey)])
        {
            if (value is null && reader.Text(name) is null)
                reader.Fault(name, "is missing", "a Stenographer needs CaCert, ClientCert and ClientKey, three PEM files");
        }

        if (region.RebaseToNow)
            reader.Fault("RebaseToNow", "means nothing for a Stenographer", "remove it");
    }

    private static string ReadName(SettingReader reader)
    {
        var name = reader.Text("Name") ?? "";
        if (name.Length == 0)
            reader.Fault("Name", "is empty", "give the region a name");
        else if (name.Length > MaxNameLength || name.Any(char.IsControl))
            reader.Fault("Name", "is no name", $"use at most {MaxNameLength} printable characters");
        return name;
    }

    private static string? ReadUrl(SettingReader reader)
    {
        if (reader.Text("Url") is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && string.Equals(url.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
            && url.Host.Length > 0 && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0)
            return text;
        reader.Fault("Url", $"is \"{text}\"", "write the Stenographer's address as https://host:port");
        return null;
    }

    private static string ReadTag(SettingReader reader)
    {
        var tag = reader.Text("Tag", "default");
        if (!IngestTag.IsValid(tag, out _))
        {
            if (Encoding.UTF8.GetByteCount(tag) > IngestLimits.TagName)
                reader.Fault("Tag", "is too long for a tag", $"use at most {IngestLimits.TagName} bytes");
            else
                reader.Fault("Tag", $"is \"{(tag.Length > MaxNameLength ? tag[..MaxNameLength] + "…" : tag)}\"", TagMend);
        }

        return tag;
    }

    private static string? ReadSource(SettingReader reader)
    {
        if (reader.Text("SourceOverride") is not { } source)
            return null;
        if (!SourceOverride.TryParse(source, out _, out var error))
            reader.Fault("SourceOverride", $"is \"{source}\"", error.TrimEnd('.'));
        return source;
    }
}
