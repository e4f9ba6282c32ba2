using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PacketFleet.Web.Configuration;

/// <summary>Reads <c>PacketFleet:Gravwell</c>.</summary>
internal static class GravwellSettings
{
    /// <summary>What to do where there are indexers and no secret.</summary>
    public const string SecretMend = "give the secret of the indexers, or the file that holds it";

    private const int MaxNameLength = 256;
    private const int MaxSecretLength = 4096;
    private const int MaxTenantBytes = 512;

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
            CaCert = reader.InputFile("CaCert"),
            SpoolDirectory = reader.DataPath("SpoolDirectory", null),
            SpoolMaxMegabytes = reader.Integer("SpoolMaxMegabytes", 1000),
            IngesterName = reader.Text("IngesterName", "PacketFleet"),
            IngesterUuid = ReadUuid(reader),
            Label = reader.Text("Label"),
            RateLimitBitsPerSecond = ReadRate(reader),
            ConnectionTimeoutSeconds = reader.Integer("ConnectionTimeoutSeconds", 0),
            TimestampMaxPastSeconds = reader.Integer("TimestampMaxPastSeconds", 0),
            TimestampMaxFutureSeconds = reader.Integer("TimestampMaxFutureSeconds", 0),
            SearchUrl = ReadSearchUrl(reader),
        };
        if (options.IngestSecret.IsSet && options.IngestSecretFile is not null)
            reader.Fault("IngestSecretFile", "is set beside IngestSecret", "keep one of the two");
        else if (options.IngestSecretFile is not null)
        {
            var secret = ReadSecret(options.IngestSecretFile);
            options = options with { IngestSecret = new Secret(secret) };
            if (secret is { Length: 0 or > MaxSecretLength })
                reader.Fault("IngestSecretFile", $"names {options.IngestSecretFile}, which {(secret.Length == 0 ? "is empty" : $"holds more than {MaxSecretLength} characters")}", "write the secret there and nothing else");
        }
        else if (options.Targets.Count > 0 && !options.IngestSecret.IsSet)
            reader.Fault("IngestSecret", "is missing", SecretMend);
        CheckNames(reader, options);
        CheckTwice(reader);
        if (options.CaCert is not null)
            options = options with { Authorities = ReadAuthorities(reader, options) };
        reader.Done();
        return options;
    }

    private static void CheckNames(SettingReader reader, GravwellOptions options)
    {
        if (options.Tenant is { } tenant && (Encoding.UTF8.GetByteCount(tenant) > MaxTenantBytes || tenant.Any(char.IsControl)))
            reader.Fault("Tenant", "is no name", $"use at most {MaxTenantBytes} bytes of printable characters");
        foreach (var (name, text) in ((string, string?)[])[("IngesterName", options.IngesterName), ("Label", options.Label)])
        {
            if (text is { Length: > MaxNameLength } || text?.Any(char.IsControl) == true)
                reader.Fault(name, "is no name", $"use at most {MaxNameLength} printable characters");
        }
    }

    /// <summary>What two targets that name one indexer have in common: names of machines know no case, paths do.</summary>
    public static string Identity(string target) => target.StartsWith("pipe:", StringComparison.Ordinal) ? target : target.ToUpperInvariant();

    private static void CheckTwice(SettingReader reader)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, target) in reader.Texts("Targets").Where(t => !named.Add(Identity(t.Value))))
            reader.FaultAt(key, $"is \"{target}\", which is named already", "remove one of the two");
    }

    private static X509Certificate2Collection? ReadAuthorities(SettingReader reader, GravwellOptions options)
    {
        if (!options.VerifyCertificates)
            reader.Warn("CaCert", "means nothing while VerifyCertificates is false: any certificate is taken");
        var found = Authorities.Read(options.CaCert!, out var fault);
        if (fault is not null)
            reader.Fault("CaCert", $"names {options.CaCert}, which {fault}", "name the file of the authority's certificate");
        return found;
    }

    private static Guid? ReadUuid(SettingReader reader)
    {
        if (reader.Text("IngesterUuid") is not { } text)
            return null;
        if (Guid.TryParse(text, out var uuid) && uuid != Guid.Empty)
            return uuid;
        reader.Fault("IngesterUuid", $"is \"{text}\"", "write a UUID such as c5eb1f22-20d0-456b-8da7-308451a931b1, or remove it");
        return null;
    }

    private static long ReadRate(SettingReader reader)
    {
        var rate = reader.Number("RateLimitBitsPerSecond", 0);
        if (rate is > 0 and < GravwellOptions.LeastRate)
            reader.Fault("RateLimitBitsPerSecond", $"is \"{rate}\"", $"write at least {GravwellOptions.LeastRate}, or 0 for no limit");
        return rate;
    }

    private static string ReadTarget(SettingReader reader, string key, string target)
    {
        if (!Uri.TryCreate(target, UriKind.Absolute, out var url) || url.Scheme is not ("tcp" or "tls" or "pipe"))
            reader.FaultAt(key, $"is \"{target}\"", "write tcp://host:4023, tls://host:4024 or pipe:///path");
        else if (url.Scheme is "pipe" ? url.Host.Length > 0 || url.AbsolutePath.Length < 2 || IsMore(url) : url.Host.Length == 0 || url.AbsolutePath is not ("" or "/") || url.UserInfo.Length > 0 || IsMore(url))
            reader.FaultAt(key, $"is \"{target}\"", url.Scheme is "pipe" ? "write pipe:///path, with three slashes" : $"write {url.Scheme}://host:port");
        return target;
    }

    private static bool IsMore(Uri url) => url.Query.Length > 0 || url.Fragment.Length > 0;

    private static string? ReadSearchUrl(SettingReader reader)
    {
        if (reader.Text("SearchUrl") is not { } text)
            return null;
        if (SearchLink.TryParse(text, out var unknown))
            return text;
        if (unknown is null)
            reader.Fault("SearchUrl", $"is \"{text}\"", "write Gravwell's address as https://host");
        else
            reader.Fault("SearchUrl", $"holds {unknown}, which is no placeholder", "use {query}, {after} and {before}");
        return null;
    }

    // Null where it cannot be read; longer than a secret may be where the file is.
    private static string? ReadSecret(string file)
    {
        try
        {
            using var text = new StreamReader(file);
            var buffer = new char[MaxSecretLength + 64];
            return new string(buffer, 0, text.ReadBlock(buffer)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // Already told as a fault of the file.
        }
    }
}
