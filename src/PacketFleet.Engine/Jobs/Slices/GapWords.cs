using System.Globalization;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>The sentences of gaps: subject first, the mend last.</summary>
internal static class GapWords
{
    public static string Older(string region, PacketTime oldest, bool inParts) =>
        inParts ? $"{region} holds nothing whole before {Text(oldest)}." : $"{region} holds nothing before {Text(oldest)}.";

    public static string Deleted(string region, PacketTime oldest) =>
        $"{region} deleted what it held before {Text(oldest)} while it was asked; a part of it may not have come.";

    public static string Recent(string region, bool isKnown, PacketTime horizon) => isKnown
        ? $"{region} had written up to {Text(horizon)} when it was asked: Retry fetches what followed."
        : $"{region} may not have had what followed {Text(horizon)} on its disk when it was asked: Retry fetches it.";

    public static string NoFile(RegionHoldings holdings) => holdings.Reason ?? $"{holdings.Region} holds no file: check that its capture runs.";

    public static string Stopped(RegionHoldings holdings, PacketTime newest) => holdings.FileAge is null
        ? $"{holdings.Region} holds nothing after {Text(newest)}."
        : $"{holdings.Region} has captured nothing since {Text(newest)}: check that its capture runs.";

    public static string Nothing(string region) => $"{region} captured nothing here.";

    public static string Partly(RegionHoldings holdings, int[] threads) => string.Create(
        CultureInfo.InvariantCulture,
        $"{holdings.Region} captured only a part here: {(threads.Length == 1 ? "thread" : "threads")} {string.Join(", ", threads)} of its {holdings.Threads.Count} wrote nothing.");

    public static string NotAsked(string region) => $"{region} was not asked for this: Retry fetches it.";

    /// <summary>In whole seconds, rounded down.</summary>
    public static string Text(PacketTime time)
    {
        var fraction = time.Nanoseconds % PacketTime.Second;
        return new PacketTime(time.Nanoseconds - fraction).ToString();
    }
}
