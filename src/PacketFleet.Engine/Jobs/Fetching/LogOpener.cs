using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Regions;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>Opens a fetch's log, and its delivery to Gravwell, where an earlier run has left them.</summary>
internal static class LogOpener
{
    /// <summary>Opens it. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the disk refuses.</summary>
    /// <param name="plan">The fetch.</param>
    /// <param name="region">Its region.</param>
    /// <param name="services">What fetches share.</param>
    /// <param name="counters">Begin with what the log holds.</param>
    public static async Task<IDeliveryLog> OpenAsync(FetchPlan plan, IRegion region, FetchServices services, FetchCounters counters)
    {
        var kind = services.Options.Log;
        var committed = kind == DeliveryLogKind.Memory
            ? []
            : await services.Store.SegmentsAsync(plan.Job.Id, plan.Fetch.Region, CancellationToken.None).ConfigureAwait(false);
        var cursor = services.Outlet is { } outlet ? OpenCursor(plan, region, services.Options, outlet) : null;
        if (kind != DeliveryLogKind.Memory || cursor is null)
            return new SegmentLog(plan, services, counters, cursor, committed);

        // The mark knows better than the store, which is written now and then.
        var settled = cursor.Settled;
        var row = plan.Fetch with { CommittedPackets = settled.Packets, CommittedBytes = settled.Bytes, CommittedHash = settled.Hash };
        if (settled.Packets > plan.Fetch.CommittedPackets && SliceQueueText.Read(row.Slices) is { } slices)
        {
            slices.Advance(settled.Packets - plan.Fetch.CommittedPackets, settled.Hash);
            row = row with { Slices = SliceQueueText.Write(slices) };
        }

        services.Budgets.For(plan.Job)?.Return(plan.Fetch.CommittedPackets - row.CommittedPackets, plan.Fetch.CommittedBytes - row.CommittedBytes);
        counters.Resume(row);
        return new MemoryLog(row, cursor, counters, services);
    }

    private static GravwellCursor OpenCursor(FetchPlan plan, IRegion region, EngineOptions options, GravwellOutlet outlet)
    {
        var fetch = plan.Fetch;
        var mark = DeliveryMark.Open(MarkPath(options, fetch), Known(fetch, options.Log));
        var source = plan.Job.Job.SourceBytes is { } bytes ? Convert.FromHexString(bytes) : OverrideOf(region);
        return new GravwellCursor(
            new CursorPlan(
                region.Name,
                region.Tag,
                source,
                new EntryLabels(region.Name, (ulong)plan.Job.Id, plan.Job.Job.Case),
                region.IgnoreTimestamps,
                options.Log == DeliveryLogKind.Memory ? null : options.SegmentDirectory),
            outlet,
            mark);
    }

    private static string MarkPath(EngineOptions options, FetchRecord fetch) => Path.Combine(
        options.DeliveryDirectory, FormattableString.Invariant($"job-{fetch.Job:D6}"), SegmentPaths.Slug(fetch.Region) + ".mark");

    /// <summary>What the store knows, for where the mark is gone: what it does not know of may come twice.</summary>
    private static (Settled Settled, long Doubled) Known(FetchRecord fetch, DeliveryLogKind kind)
    {
        var sink = fetch.Snapshot.Sinks.FirstOrDefault(s => s.Name == FetchSinks.Gravwell);
        if (kind == DeliveryLogKind.Memory)
            return (new Settled(fetch.CommittedPackets, Math.Max(0, fetch.CommittedPackets - (sink?.DeliveredPackets ?? 0)), fetch.CommittedBytes, fetch.CommittedHash), sink?.MaybeDoubled ?? 0);

        var delivered = Math.Min(sink?.DeliveredPackets ?? 0, fetch.CommittedPackets);
        var doubtful = sink is { DeliveredPackets: > 0 } ? fetch.CommittedPackets - delivered : 0;
        return (new Settled(delivered, 0, sink?.DeliveredBytes ?? 0, 0), (sink?.MaybeDoubled ?? 0) + doubtful);
    }

    private static byte[]? OverrideOf(IRegion region) =>
        region.SourceOverride is { } text && Wire.SourceOverride.TryParse(text, out var bytes, out _) ? bytes : null;
}
