namespace PacketFleet.Engine.Jobs;

/// <summary>Makes snapshots out of rows.</summary>
internal static class JobSnapshots
{
    /// <summary>The name of the archive among a job's sinks.</summary>
    public const string Archive = "Archive";

    /// <summary>An activation's epoch and its counter as one number that always rises.</summary>
    public static long Version(int epoch, uint counter) => ((long)epoch << 32) | counter;

    /// <summary>
    /// A job as its row tells. A finished one gets the last version of its epoch, since nothing more comes of that; an
    /// unfinished one the first, since its grain knows better.
    /// </summary>
    public static JobSnapshot From(JobRecord job) =>
        Compose(job, [.. job.Fetches.Select(f => f.Snapshot)], Version(job.Epoch, job.State.IsFinal() ? uint.MaxValue : 0));

    /// <summary>A job with its fetches as they stand.</summary>
    public static JobSnapshot Compose(JobRecord job, IReadOnlyList<FetchSnapshot> fetches, long version)
    {
        var delivered = fetches.Sum(f => f.DeliveredPackets);
        return new JobSnapshot
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
            DeliveredPackets = delivered,
            DeliveredBytes = fetches.Sum(f => f.DeliveredBytes),
            Version = version,
            Sinks = [new SinkSnapshot(Archive, delivered, 0)],
            Regions = fetches,
        };
    }
}
