namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>What a fetch may still keep: of its job's limit, shared with the job's other regions, and of its region's own.</summary>
/// <param name="job">What is left of the job's limit; null = no limit.</param>
/// <param name="jobLimits">The job's limits.</param>
/// <param name="regionLimits">The region's limits of one fetch.</param>
/// <param name="fetch">The fetch, with what is committed of it.</param>
internal sealed class FetchBudgets(JobBudget? job, JobLimits jobLimits, JobLimits regionLimits, FetchRecord fetch)
{
    private readonly JobBudget? _region = regionLimits is { Packets: null, Bytes: null }
        ? null
        : new JobBudget((regionLimits.Packets ?? long.MaxValue) - fetch.CommittedPackets, (regionLimits.Bytes ?? long.MaxValue) - fetch.CommittedBytes);

    private bool _isRegions;

    /// <summary>Takes one packet; false when it does not fit any more.</summary>
    public bool TryTake(int length)
    {
        if (_region is not null && !_region.TryTake(length))
        {
            _isRegions = true;
            return false;
        }

        if (job is null || job.TryTake(length))
            return true;
        _region?.Return(1, length);
        return false;
    }

    /// <summary>Gives back what was taken and is not kept.</summary>
    public void Return(long packets, long bytes)
    {
        _region?.Return(packets, bytes);
        job?.Return(packets, bytes);
    }

    /// <summary>Which limit ended it, as one sentence.</summary>
    public string Sentence(string region) => _isRegions
        ? $"{region} gives a job no more than {Text(regionLimits)} (its settings `MaxPackets`, `MaxBytes`); what it has beyond that was not fetched: narrow the query."
        : $"The job reached its limit of {Text(jobLimits)}; what {region} has beyond it was not fetched: submit again with a higher limit.";

    private static string Text(JobLimits limits) => (limits.Packets, limits.Bytes) switch
    {
        ({ } packets, null) => $"{packets:N0} packets",
        (null, { } bytes) => $"{bytes:N0} bytes",
        var (packets, bytes) => $"{packets:N0} packets or {bytes:N0} bytes",
    };
}
