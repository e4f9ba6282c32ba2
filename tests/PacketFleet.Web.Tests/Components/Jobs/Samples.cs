using PacketFleet.Engine.Jobs;
using PacketFleet.Wire;

namespace PacketFleet.Web.Tests.Components.Jobs;

/// <summary>Jobs and fetches to show, around a fixed moment.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 15, 2, 41, TimeSpan.Zero);

    public static readonly TimeWindow FourHours = Window("11:00", "15:00");

    public static PacketTime At(string clock) => PacketTime.From(new DateTimeOffset(new DateTime(2026, 11, 24) + TimeSpan.Parse(clock), TimeSpan.Zero));

    public static TimeWindow Window(string? from, string? to) => new(from is null ? null : At(from), to is null ? null : At(to));

    public static Gap Gap(GapKind kind, string? from, string? to, string reason = "It was cut.") =>
        new(kind, from is null ? null : At(from), to is null ? null : At(to), reason);

    public static FetchSnapshot Fetch(
        string name,
        FetchState state = FetchState.Done,
        double? progress = null,
        Verdict? verdict = null,
        long packets = 0,
        string? reason = null,
        params Gap[] gaps) => new()
        {
            Name = name,
            State = state,
            Progress = progress,
            Verdict = verdict,
            Packets = packets,
            Bytes = packets * 160,
            CutPackets = packets / 20,
            DeliveredPackets = packets,
            DeliveredBytes = packets * 160,
            Reason = reason,
            Gaps = gaps,
            StartedAt = state == FetchState.Queued ? null : Now.AddMinutes(-9),
            FinishedAt = state.IsFinal() ? Now.AddMinutes(-8) : null,
        };

    public static FetchSnapshot Complete(string name, long packets = 100) => Fetch(name, FetchState.Done, 1, Verdict.Complete, packets);

    /// <summary>Complete, but by what the region tells alone.</summary>
    public static FetchSnapshot Told(string name, long packets = 100) => Complete(name, packets) with { Assumption = $"{name}'s index could not be counted; its answers are taken as whole where they ended well." };

    public static JobSnapshot Job(long id, JobState state, params FetchSnapshot[] regions) => new()
    {
        Id = id,
        Query = "host 8.8.8.8 and port 53",
        Pinned = "host 8.8.8.8 and port 53",
        Window = FourHours,
        RequestedBy = "soc1",
        CreatedAt = Now.AddMinutes(-10),
        StartedAt = state == JobState.Queued ? null : Now.AddMinutes(-9),
        FinishedAt = state.IsFinal() ? Now.AddMinutes(-8) : null,
        State = state,
        Packets = regions.Sum(r => r.Packets),
        Bytes = regions.Sum(r => r.Bytes),
        DeliveredPackets = regions.Sum(r => r.DeliveredPackets),
        DeliveredBytes = regions.Sum(r => r.DeliveredBytes),
        Version = 1,
        Sinks = [new SinkSnapshot("Archive", regions.Sum(r => r.DeliveredPackets), 0)],
        Regions = regions,
    };

    /// <summary>The same job a version later.</summary>
    public static JobSnapshot Later(this JobSnapshot job, JobState? state = null, params FetchSnapshot[] regions) => job with
    {
        Version = job.Version + 1,
        State = state ?? job.State,
        FinishedAt = (state ?? job.State).IsFinal() ? Now : null,
        Regions = regions.Length == 0 ? job.Regions : regions,
        Packets = regions.Length == 0 ? job.Packets : regions.Sum(r => r.Packets),
    };
}
