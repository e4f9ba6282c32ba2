using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Jobs;
using PacketFleet.Wire;

namespace PacketFleet.Web.Tests.Api;

/// <summary>Makes what tests show.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Moment = new(2026, 11, 24, 16, 30, 0, 250, TimeSpan.FromHours(1));

    public static readonly PacketTime Packet = new(1_795_534_200_123_456_789);

    public static JobSnapshot Job(long id, JobState state = JobState.Running, long version = 1) => new()
    {
        Id = id,
        Query = "host 8.8.8.8 && after 3h ago",
        Pinned = "host 8.8.8.8 and after 2026-11-24T12:30:00Z",
        Window = new TimeWindow(Packet, null),
        RequestedBy = "anonymous",
        CreatedAt = Moment,
        State = state,
        Version = version,
        Packets = 10,
        Bytes = 1000,
        Sinks = [new SinkSnapshot("Archive", 9, 0, 900)],
        Regions =
        [
            new FetchSnapshot
            {
                Name = "Region 1",
                State = FetchState.Done,
                Verdict = Verdict.Missing,
                Progress = 1,
                FirstPacket = Packet,
                Gaps = [new Gap(GapKind.CutByServer, Packet, null, "Region 1 ended its answer early.")],
                Assumption = "Region 1's index could not be counted for 1 of 2 slices; that is taken as whole since its answer ended well.",
            },
            new FetchSnapshot { Name = "Region 2", State = FetchState.Streaming, Progress = 0.5 },
        ],
    };

    public static SegmentRecord Segment(long job, string region, string file) => new(job, region, 1, 0, 0, file, 1, 60, 100, Packet, Packet, Moment);
}
