using System.Globalization;
using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Regions;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>An opened log.</summary>
/// <param name="Log">The log.</param>
/// <param name="Anew">Packets waited elsewhere before the settings were changed, so that all are asked for again: why, as a sentence. Null as usual.</param>
internal sealed record OpenedLog(IDeliveryLog Log, string? Anew);

/// <summary>Opens a fetch's log, and its delivery to Gravwell, where an earlier run has left them.</summary>
internal static class LogOpener
{
    /// <summary>Opens it. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the disk refuses.</summary>
    /// <param name="plan">The fetch.</param>
    /// <param name="region">Its region.</param>
    /// <param name="services">What fetches share.</param>
    /// <param name="counters">Begin with what the log holds.</param>
    public static async Task<OpenedLog> OpenAsync(FetchPlan plan, IRegion region, FetchServices services, FetchCounters counters)
    {
        var options = services.Options;
        var found = await services.Store.SegmentsAsync(plan.Job.Id, plan.Fetch.Region, CancellationToken.None).ConfigureAwait(false);
        var mark = services.Outlet is null ? null : DeliveryMark.Open(MarkPath(options, plan.Fetch), Known(plan.Fetch, options.Log));
        var left = LeftLog.Of(plan.Fetch, found, options.Log, mark?.Settled);
        var doubtful = 0L;
        var isRemoved = plan.Fetch is { CommittedPackets: 0, Slices: null } && DeliveredOf(plan.Fetch) > 0;
        if ((left.IsAnew || isRemoved) && mark is not null)
        {
            // Places in the log count from its start: what was sent of the other one goes again.
            doubtful = isRemoved ? Math.Max(mark.Sent, DeliveredOf(plan.Fetch)) : mark.Sent;
            mark.Doubled += mark.Sent;
            (mark.Settled, mark.Sent) = (default, 0);
        }

        try
        {
            foreach (var segment in left.Useless)
                await SpooledSegments.ForgetAsync(segment, services).ConfigureAwait(false);
        }
        catch
        {
            // Else the next run would find it held.
            mark?.Dispose();
            throw;
        }

        var cursor = mark is null ? null : new GravwellCursor(PlanOf(plan, region, options), services.Outlet!, mark);
        var row = left.Row;
        if (options.Log == DeliveryLogKind.Memory && cursor is not null)
            row = Settled(row, cursor.Settled);
        if (row != plan.Fetch)
        {
            services.Budgets.For(plan.Job)?.Return(plan.Fetch.CommittedPackets - row.CommittedPackets, plan.Fetch.CommittedBytes - row.CommittedBytes);
            counters.Resume(row);
        }

        IDeliveryLog log = options.Log == DeliveryLogKind.Memory && cursor is not null
            ? new MemoryLog(row, cursor, counters, services)
            : new SegmentLog(plan with { Fetch = row }, services, counters, cursor, left.Segments, found.Select(s => s.Number + 1).DefaultIfEmpty(0).Max());
        return new OpenedLog(log, left.IsAnew ? Why(plan.Fetch.Region, options.Log, doubtful) : isRemoved && doubtful > 0 ? Removed(plan.Fetch.Region, doubtful) : null);
    }

    /// <summary>What the store knows to have been delivered to Gravwell.</summary>
    private static long DeliveredOf(FetchRecord fetch) => fetch.Snapshot.Sinks.FirstOrDefault(s => s.Name == FetchSinks.Gravwell)?.DeliveredPackets ?? 0;

    private static string Removed(string region, long doubtful) => string.Create(
        CultureInfo.InvariantCulture,
        $"The packets of {region} were removed from the archive: it is asked for all of them again, and up to {doubtful:N0} may come to Gravwell twice.");

    private static string Why(string region, DeliveryLogKind kind, long doubtful)
    {
        var place = kind switch { DeliveryLogKind.Archive => "in the archive", DeliveryLogKind.Spool => "in the spool", _ => "in memory" };
        var twice = doubtful == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" Up to {doubtful:N0} packets may come to Gravwell twice.");
        return $"Packets wait {place} now, and did not before the settings were changed: {region} is asked for all of them again.{twice}";
    }

    /// <summary>The mark knows better than the store, which is written now and then.</summary>
    private static FetchRecord Settled(FetchRecord row, Settled settled)
    {
        if (settled.Packets > row.CommittedPackets && SliceQueueText.Read(row.Slices) is { } slices)
        {
            slices.Advance(settled.Packets - row.CommittedPackets, settled.Hash);
            row = row with { Slices = SliceQueueText.Write(slices) };
        }

        return row with { CommittedPackets = settled.Packets, CommittedBytes = settled.Bytes, CommittedHash = settled.Hash };
    }

    private static CursorPlan PlanOf(FetchPlan plan, IRegion region, EngineOptions options) => new(
        region.Name,
        region.Tag,
        plan.Job.Job.SourceBytes is { } bytes ? Convert.FromHexString(bytes) : OverrideOf(region),
        new EntryLabels(region.Name, (ulong)plan.Job.Id, plan.Job.Job.Case),
        region.IgnoreTimestamps,
        options.Log == DeliveryLogKind.Memory ? null : options.PathOf);

    private static string MarkPath(EngineOptions options, FetchRecord fetch) => Path.Combine(
        options.DeliveryDirectory, FormattableString.Invariant($"job-{fetch.Job:D6}"), SegmentPaths.Slug(fetch.Region) + ".mark");

    /// <summary>What the store knows, for where the mark is gone: what it does not know of may come twice.</summary>
    private static (Settled Settled, long Doubled) Known(FetchRecord fetch, DeliveryLogKind kind)
    {
        var sink = fetch.Snapshot.Sinks.FirstOrDefault(s => s.Name == FetchSinks.Gravwell);
        if (kind == DeliveryLogKind.Memory)
            return (new Settled(fetch.CommittedPackets, Math.Max(0, fetch.CommittedPackets - (sink?.DeliveredPackets ?? 0)), fetch.CommittedBytes, fetch.CommittedHash), sink?.MaybeDoubled ?? 0);

        var delivered = Math.Min(sink?.DeliveredPackets ?? 0, fetch.CommittedPackets);
        var doubtful = sink is { DeliveredPackets: > 0 } ? Math.Max(fetch.CommittedPackets, sink.DeliveredPackets) - delivered : 0;
        return (new Settled(delivered, 0, delivered == 0 ? 0 : sink!.DeliveredBytes, 0), (sink?.MaybeDoubled ?? 0) + doubtful);
    }

    private static byte[]? OverrideOf(IRegion region) =>
        region.SourceOverride is { } text && Wire.SourceOverride.TryParse(text, out var bytes, out _) ? bytes : null;
}
