using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>The meters of a job and of its regions, fed by its snapshots.</summary>
public sealed class JobMeters
{
    private readonly ProgressMeter _whole = new();
    private readonly Dictionary<string, ProgressMeter> _regions = new(StringComparer.Ordinal);

    internal void Note(JobSnapshot job, DateTimeOffset at)
    {
        _whole.Note(at, job.Bytes, JobProgress.Of(job));
        foreach (var region in job.Regions)
            Of(region.Name).Note(at, region.Bytes, JobProgress.Of(region));
    }

    internal double Rate(DateTimeOffset now) => _whole.Rate(now);

    internal TimeSpan? Left(DateTimeOffset now) => _whole.Left(now);

    internal ProgressMeter Of(string region)
    {
        if (!_regions.TryGetValue(region, out var meter))
            _regions[region] = meter = new();
        return meter;
    }
}
