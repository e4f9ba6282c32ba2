using PacketFleet.Engine.Preview;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Web.Api;

/// <summary>What a region holds of a window, as the API shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Holdings">What it holds in all.</param>
/// <param name="Coverage">The stretches of the window in order, each beginning where the one before ends. An open start begins at the oldest packet, an open end is now.</param>
/// <param name="Reason">One sentence about what is not known or not right, else null.</param>
internal sealed record RegionPreviewView(string Name, HoldingsView Holdings, IReadOnlyList<HeldSpan> Coverage, string? Reason)
{
    /// <summary>Takes the view.</summary>
    public static RegionPreviewView Of(RegionPreview region) => new(region.Name, HoldingsView.Of(region.Holdings), region.Coverage, region.Holdings.Reason);
}

/// <summary>What a region holds in all, in short.</summary>
/// <param name="Known">Its files are known.</param>
/// <param name="OldestPacket">From here on it holds all that it captured; null = unknown.</param>
/// <param name="NewestPacket">The end of its newest file; null = unknown.</param>
/// <param name="Horizon">Packets before this are on its disk; null = unknown.</param>
/// <param name="Capturing">It writes files now; null = unknown.</param>
/// <param name="Threads">Its capture threads that hold files.</param>
/// <param name="Files">Its files.</param>
/// <param name="FileAgeSeconds">How long it writes to one file; null for a directory, and where it is not known.</param>
/// <param name="ClockSkewSeconds">How far its clock is ahead of ours; 0 where that cannot be told.</param>
/// <param name="TakenAt">When this was found out.</param>
internal sealed record HoldingsView(
    bool Known,
    PacketTime? OldestPacket,
    PacketTime? NewestPacket,
    PacketTime? Horizon,
    bool? Capturing,
    int Threads,
    int Files,
    double? FileAgeSeconds,
    double ClockSkewSeconds,
    DateTimeOffset TakenAt)
{
    /// <summary>Takes the view.</summary>
    public static HoldingsView Of(RegionHoldings holdings) => new(
        holdings.Known,
        holdings.Oldest,
        holdings.Newest,
        holdings.Horizon,
        holdings.Capturing,
        holdings.Threads.Count,
        holdings.Threads.Sum(t => t.Files.Count),
        holdings.FileAge?.TotalSeconds,
        Math.Round(holdings.ClockSkew.TotalSeconds, 1),
        holdings.TakenAt);
}

/// <summary>What a region would find, as the API shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Packets">How many packets match in what was counted, those of `edgePackets` included; null where nothing was counted.</param>
/// <param name="EdgePackets">How many of them lie in files that reach over an edge of the window: a fetch may cut some of them away, or all.</param>
/// <param name="Minutes">By minute, ascending; minutes without packets are left out. A Stenographer's file counts whole in the minute in which it was begun.</param>
/// <param name="Complete">All that the region holds of the window was counted.</param>
/// <param name="Counted">What was counted of the window; null = none of it.</param>
/// <param name="Reason">One sentence where not all was counted, else null.</param>
internal sealed record RegionCountView(
    string Name, long? Packets, long? EdgePackets, IReadOnlyList<MinuteCount> Minutes, bool Complete, TimeWindow? Counted, string? Reason)
{
    /// <summary>Takes the view.</summary>
    public static RegionCountView Of(RegionCount count) => new(
        count.Name,
        count.Counted is null ? null : count.Packets,
        count.Counted is null ? null : count.EdgePackets,
        count.Minutes,
        count.Complete,
        count.Counted,
        count.Reason);
}
