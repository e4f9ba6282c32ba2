using System.Text.Json;
using PacketFleet.Engine.Regions;
using PacketFleet.Web.Components.Layout;

namespace PacketFleet.Web.Components.Controls.Composer;

/// <summary>Which regions are ticked when the composer opens: those this browser chose last, else all that are not down.</summary>
public sealed class RegionChoice(RegionCatalog catalog, Shell shell)
{
    private const string Key = "regions";

    /// <summary>All that are up or not checked yet.</summary>
    public IReadOnlySet<string> Default() => catalog.All.Where(r => r.Health.State != HealthState.Down).Select(r => r.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>The last choice, without regions that are gone; null where there is none left.</summary>
    public async Task<IReadOnlySet<string>?> RecallAsync()
    {
        if (await shell.RecallAsync(Key) is not { } text)
            return null;
        try
        {
            var names = JsonSerializer.Deserialize<string[]>(text) ?? [];
            var known = names.Where(n => catalog.Find(n) is not null).ToHashSet(StringComparer.Ordinal);
            return known.Count > 0 ? known : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Remembers a choice.</summary>
    public Task RememberAsync(IReadOnlySet<string> regions) => shell.RememberAsync(Key, JsonSerializer.Serialize(regions));
}
