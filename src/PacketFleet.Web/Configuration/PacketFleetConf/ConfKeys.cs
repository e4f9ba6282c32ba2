namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>The keys and sections that a Packet Fleet file may have.</summary>
internal static class ConfKeys
{
    /// <summary>The section of everything common.</summary>
    public const string Global = "Global";

    /// <summary>A region's section.</summary>
    public const string Stenographer = "Stenographer";

    /// <summary>The key that must not be shown.</summary>
    public const string Secret = "Ingest-Secret";

    /// <summary>Sections.</summary>
    public static readonly IReadOnlyList<string> Sections = [Global, Stenographer, "Preprocessor", "Attach"];

    /// <summary>Keys that may come several times, each with one more value.</summary>
    public static readonly IReadOnlyList<string> Lists = ["Cleartext-Backend-Target", "Encrypted-Backend-Target", "Pipe-Backend-Target", "Preprocessor"];

    /// <summary>Keys of <c>[Global]</c> that change nothing here.</summary>
    public static readonly IReadOnlyList<string> IdleInGlobal =
        ["Cache-Depth", "Cache-Mode", "Log-UDP-Target", "Log-Source-Override", "Disable-Self-Ingest", "Stats-Sample-Interval", "Disable-Multithreading", "Max-Entry-Size"];

    /// <summary>Keys of <c>[Stenographer]</c> that change nothing about packets.</summary>
    public static readonly IReadOnlyList<string> IdleInStenographer = ["Assume-Local-Timezone", "Timezone-Override", "Timestamp-Format-Override"];

    /// <summary>Keys of <c>[Global]</c>.</summary>
    public static readonly IReadOnlyList<string> InGlobal =
    [
        Secret, "Ingest-Secret-File", "Connection-Timeout", "Rate-Limit", "Enable-Compression", "Insecure-Skip-TLS-Verify", "Verify-Remote-Certificates",
        "Cleartext-Backend-Target", "Encrypted-Backend-Target", "Pipe-Backend-Target", "Ingest-Cache-Path", "Max-Ingest-Cache", "Log-Level", "Log-File",
        "Source-Override", "Ingester-UUID", "Ingester-Name", "Label", "Timestamp-Max-Past-Delta", "Timestamp-Max-Future-Delta",
        "Listen-Address", "Use-TLS", "Server-Cert", "Server-Key", .. IdleInGlobal,
    ];

    /// <summary>Keys of <c>[Stenographer]</c>.</summary>
    public static readonly IReadOnlyList<string> InStenographer =
        ["URL", "CA-Cert", "Client-Cert", "Client-Key", "Tag-Name", "Source-Override", "Ignore-Timestamps", "Preprocessor", .. IdleInStenographer];

    /// <summary>Two names are one: neither case nor <c>-</c> or <c>_</c> counts.</summary>
    public static bool Same(string one, string other) => string.Equals(Plain(one), Plain(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>The name as it is known, or null.</summary>
    public static string? Known(IReadOnlyList<string> names, string typed) => names.FirstOrDefault(n => Same(n, typed));

    private static string Plain(string name) => name.Replace('_', '-');
}
