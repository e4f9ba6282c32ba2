using System.Text.Json;
using PacketFleet.Engine.Regions;

namespace PacketFleet.EndToEnd.Tests.Running;

/// <summary>Writes settings files.</summary>
internal static class Settings
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Settings with these regions.</summary>
    public static string With(IEnumerable<RegionOptions> regions, int stallSeconds = 900, string? frameAncestor = null) => JsonSerializer.Serialize(
        new
        {
            PacketFleet = new
            {
                Regions = regions.Select(r => new { r.Name, r.Url, r.CaCert, r.ClientCert, r.ClientKey, r.PcapDirectory, r.MaxConcurrentFetches }),
                Jobs = new { StallSeconds = stallSeconds, CaptureLagSeconds = 0 },
                Web = new { FrameAncestors = frameAncestor is null ? Array.Empty<string>() : [frameAncestor] },
            },
        },
        Json);
}
