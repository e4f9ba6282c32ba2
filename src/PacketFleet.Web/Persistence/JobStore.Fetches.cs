using Microsoft.EntityFrameworkCore;
using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Persistence;

internal sealed partial class JobStore
{
    /// <inheritdoc/>
    public Task<FetchRecord> TakeFetchAsync(long job, string region, CancellationToken cancellation) => WriteAsync(
        context =>
        {
            var fetch = context.Fetches.Where(f => f.Job == job && f.Region == region);
            MustBe(fetch.ExecuteUpdate(set => set.SetProperty(f => f.Epoch, f => f.Epoch + 1)), job);
            return fetch.AsNoTracking().Single().ToRecord();
        },
        cancellation);

    /// <inheritdoc/>
    public Task<bool> SaveFetchAsync(FetchRecord fetch, CancellationToken cancellation) => WriteAsync(context => Save(context, fetch), cancellation);

    /// <inheritdoc/>
    public Task<bool> CommitSegmentAsync(SegmentRecord? segment, FetchRecord fetch, CancellationToken cancellation) => WriteAsync(
        context =>
        {
            if (!Save(context, fetch))
                return false;

            // What is committed changes here alone: a progress write that was made before this commit and comes after it must not take it back.
            var (packets, bytes, hash, slices) = (fetch.CommittedPackets, fetch.CommittedBytes, unchecked((long)fetch.CommittedHash), fetch.Slices);
            Held(context, fetch).ExecuteUpdate(set => set
                .SetProperty(f => f.CommittedPackets, packets)
                .SetProperty(f => f.CommittedBytes, bytes)
                .SetProperty(f => f.CommittedHash, hash)
                .SetProperty(f => f.Slices, slices));
            if (segment is not null)
            {
                context.Segments.Add(segment.ToRow());
                context.SaveChanges();
            }

            return true;
        },
        cancellation);

    private static IQueryable<FetchRow> Held(StoreContext context, FetchRecord fetch)
    {
        var (job, region, epoch) = (fetch.Job, fetch.Region, fetch.Epoch);
        return context.Fetches.Where(f => f.Job == job && f.Region == region && f.Epoch == epoch);
    }

    private static bool Save(StoreContext context, FetchRecord fetch)
    {
        var s = fetch.Snapshot;
        var gaps = RowMapping.WriteGaps(s.Gaps);
        var sinks = RowMapping.WriteSinks(s.Sinks);
        var (first, last) = (s.FirstPacket?.Nanoseconds, s.LastPacket?.Nanoseconds);
        var (started, finished) = (s.StartedAt.Nanoseconds(), s.FinishedAt.Nanoseconds());
        return Held(context, fetch).ExecuteUpdate(set => set
            .SetProperty(f => f.State, s.State)
            .SetProperty(f => f.Verdict, s.Verdict)
            .SetProperty(f => f.Reason, s.Reason)
            .SetProperty(f => f.Attempt, s.Attempt)
            .SetProperty(f => f.Packets, s.Packets)
            .SetProperty(f => f.Bytes, s.Bytes)
            .SetProperty(f => f.CutPackets, s.CutPackets)
            .SetProperty(f => f.DeliveredPackets, s.DeliveredPackets)
            .SetProperty(f => f.DeliveredBytes, s.DeliveredBytes)
            .SetProperty(f => f.Gaps, gaps)
            .SetProperty(f => f.Assumption, s.Assumption)
            .SetProperty(f => f.Sinks, sinks)
            .SetProperty(f => f.Progress, s.Progress)
            .SetProperty(f => f.FirstPacket, first)
            .SetProperty(f => f.LastPacket, last)
            .SetProperty(f => f.StartedAt, started)
            .SetProperty(f => f.FinishedAt, finished)) == 1;
    }
}
