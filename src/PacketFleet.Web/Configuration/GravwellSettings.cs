namespace PacketFleet.Web.Configuration;

/// <summary>Reads <c>PacketFleet:Gravwell</c>.</summary>
internal static class GravwellSettings
{
    /// <summary>Reads the section.</summary>
    public static GravwellOptions Read(SettingReader reader)
    {
        var options = new GravwellOptions
        {
            Targets = [.. reader.Texts("Targets").Select(t => ReadTarget(reader, t.Key, t.Value))],
            IngestSecretFile = reader.InputFile("IngestSecretFile"),
            IngestSecret = new Secret(reader.Text("IngestSecret")),
            Tenant = reader.Text("Tenant"),
            Compression = reader.Flag("Compression", false),
            VerifyCertificates = reader.Flag("VerifyCertificates", true),
            SpoolDirectory = reader.DataPath("SpoolDirectory", null),
            SpoolMaxMegabytes = reader.Integer("SpoolMaxMegabytes", 1000),
            SearchUrl = ReadSearchUrl(reader),
        };
        if (options.IngestSecret.IsSet && options.IngestSecretFile is not null)
            reader.Fault("IngestSecretFile", "is set beside IngestSecret", "keep one of the two");
        else if (options.IngestSecretFile is not null)
            options = options with { IngestSecret = new Secret(ReadSecret(options.IngestSecretFile)) };
        if (options.Targets.Count > 0)
            reader.Warn("Targets", "is set, but this version does not deliver to Gravwell yet: packets go to the archive only");
        reader.Done();
        return options;
    }

    private static string ReadTarget(SettingReader reader, string key, string target)
    {
        if (!Uri.TryCreate(target, UriKind.Absolute, out var url) || url.Scheme is not ("tcp" or "tls" or "pipe"))
            reader.FaultAt(key, $"is \"{target}\"", "write tcp://host:4023, tls://host:4024 or pipe:///path");
        else if (url.Scheme is "pipe" ? url.Host.Length > 0 || url.AbsolutePath.Length < 2 : url.Host.Length == 0 || url.PathAndQuery is not ("" or "/"))
            reader.FaultAt(key, $"is \"{target}\"", url.Scheme is "pipe" ? "write pipe:///path, with three slashes" : $"write {url.Scheme}://host:port");
        return target;
    }

    private static string? ReadSearchUrl(SettingReader reader)
    {
        var text = reader.Text("SearchUrl");
        if (text is not null && !(Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            reader.Fault("SearchUrl", $"is \"{text}\"", "write Gravwell's address as https://host");
        return text;
    }

    private static string? ReadSecret(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // Already told as a fault of the file.
        }
    }
}
