namespace PacketFleet.Engine.Jobs;

/// <summary>What states come to, and how that is said.</summary>
internal static class JobWords
{
    /// <summary>
    /// The state of a job whose fetches have all ended: cancelled if someone cancelled it before; completed if each is complete
    /// or merely absent; failed if each failed without a packet; else partial.
    /// </summary>
    public static JobState Judge(bool cancelled, IReadOnlyList<FetchSnapshot> fetches)
    {
        if (cancelled)
            return JobState.Cancelled;
        if (fetches.All(f => f.Verdict is Verdict.Complete or Verdict.Absent))
            return JobState.Completed;
        return fetches.All(f => f is { State: FetchState.Failed, Packets: 0 }) ? JobState.Failed : JobState.Partial;
    }

    /// <summary>A fetch's state as an event.</summary>
    public static string Of(FetchState state) => state switch
    {
        FetchState.Connecting => "Connecting.",
        FetchState.Streaming => "Packets are coming.",
        FetchState.Waiting => "Waiting.",
        FetchState.Draining => "All read; the sinks are finishing.",
        _ => $"{state}.",
    };

    /// <summary>How much a fetch's end matters.</summary>
    public static EventLevel LevelOf(FetchSnapshot fetch) => fetch.State switch
    {
        FetchState.Failed => EventLevel.Error,
        FetchState.Done when fetch.Verdict == Verdict.Complete => EventLevel.Information,
        _ => EventLevel.Warning,
    };

    /// <summary>A fetch's end as an event.</summary>
    public static string EndOf(FetchSnapshot fetch)
    {
        var counted = $"{fetch.Packets:N0} packets, {fetch.Bytes:N0} bytes, {fetch.CutPackets:N0} outside the window";
        if (fetch.Verdict == Verdict.Complete)
            return $"Complete: {counted}.";
        return fetch is { Packets: 0, CutPackets: 0 } ? $"{fetch.Reason}" : $"{fetch.Reason} Kept: {counted}.";
    }

    /// <summary>A job's end as an event.</summary>
    public static string EndOf(JobSnapshot job)
    {
        var missing = job.Regions.Count(r => r.Verdict == Verdict.Missing);
        var counted = $"{job.Packets:N0} packets, {job.Bytes:N0} bytes";
        return job.State switch
        {
            JobState.Completed => $"Completed: {counted}.",
            JobState.Cancelled => $"Cancelled: {counted} delivered before.",
            _ => $"{job.State}: {counted}; {missing} of {job.Regions.Count} regions gave no full answer. Retry fetches what is missing.",
        };
    }
}
