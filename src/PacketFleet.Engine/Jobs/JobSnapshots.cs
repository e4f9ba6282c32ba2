namespace PacketFleet.Engine.Jobs;

/// <summary>Makes snapshots out of rows.</summary>
internal static class JobSnapshots
{
    /// <summary>An activation's epoch and its counter as one number that always rises.</summary>
    public static long Version(int epoch, uint counter) => ((long)epoch << 32) | counter;

    /// <summary>
    /// A job as its row tells. A finished one gets the last version of its epoch, since nothing more comes of that; an
    /// unfinished one the first, since its grain knows better.
    /// </summary>
    public static JobSnapshot From(JobRecord job) =>
        Compose(job, [.. job.Fetches.Select(f => f.Snapshot)], Version(job.Epoch, job.State.IsFinal() ? uint.MaxValue : 0));

    /// <summary>A job with its fetches as they stand.</summary>
    public static JobSnapshot Compose(JobRecord job, IReadOnlyList<FetchSnapshot> fetches, long version) =>
        new()
        {
            Id = job.Id,
            Query = job.Job.Query,
            Pinned = job.Job.Pinned,
            Window = job.Job.Window,
            Source = job.Job.Source,
            SourceBytes = job.Job.SourceBytes,
            Case = job.Job.Case,
            Note = job.Job.Note,
            RequestedBy = job.Job.RequestedBy,
            CreatedAt = job.Job.CreatedAt,
            StartedAt = job.StartedAt,
            FinishedAt = job.FinishedAt,
            State = job.State,
            Packets = fetches.Sum(f => f.Packets),
            Bytes = fetches.Sum(f => f.Bytes),
            DeliveredPackets = fetches.Sum(f => f.DeliveredPackets),
            DeliveredBytes = fetches.Sum(f => f.DeliveredBytes),
            Version = version,
            Sinks = SinksOf(fetches),
            Regions = fetches,
        };

    private static IReadOnlyList<SinkSnapshot> SinksOf(IReadOnlyList<FetchSnapshot> fetches) =>
    [
        .. fetches.SelectMany(f => f.Sinks)
            .GroupBy(s => s.Name, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new SinkSnapshot(g.Key, g.Sum(s => s.DeliveredPackets), g.Sum(s => s.MaybeDoubled), g.Sum(s => s.DeliveredBytes))),
    ];
}
