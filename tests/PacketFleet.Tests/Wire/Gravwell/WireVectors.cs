using System.Text.Json;

namespace PacketFleet.Tests.Wire.Gravwell;

/// <summary>Bytes recorded between Gravwell's public ingester library and its own server side.</summary>
internal static class WireVectors
{
    private static readonly JsonElement Root =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "gravwell", "wire-vectors.json"))).RootElement;

    public static string Secret => Root.GetProperty("secret").GetString()!;

    public static byte[] SecretHash => Hex(Root, "authHash");

    public static IReadOnlyList<(byte[] Challenge, int Iterations, byte[] Response)> Authentications =>
        [.. Root.GetProperty("authentication").EnumerateArray().Select(a => (Hex(a, "challenge"), a.GetProperty("iterations").GetInt32(), Hex(a, "response")))];

    public static IReadOnlyList<string> Sessions => [.. Root.GetProperty("sessions").EnumerateObject().Select(s => s.Name)];

    public static IReadOnlyList<(string Text, string? Source)> SourceOverrides =>
        [.. Root.GetProperty("sourceOverride").EnumerateArray().Select(o => (o.GetProperty("text").GetString()!, o.GetProperty("src").GetString()))];

    /// <summary>What was written, in order; no bytes where the recording left an ingester's counters out.</summary>
    public static IReadOnlyList<Written> Session(string name) =>
        [.. Root.GetProperty("sessions").GetProperty(name).EnumerateArray()
            .Select(w => new Written(w.GetProperty("from").GetString() == "server", w.TryGetProperty("hex", out _) ? Hex(w, "hex") : null))];

    private static byte[] Hex(JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString()!);

    internal sealed record Written(bool FromServer, byte[]? Bytes);
}
