using System.Globalization;
using PacketFleet.Engine;
using PacketFleet.Engine.Jobs;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>Fetches of a <see cref="FiledRegion"/>; moments are told in seconds behind a minute.</summary>
public abstract class FiledFetch : IDisposable
{
    private const long Minute = 1_700_000_040;

    private protected MemoryJobStore Store { get; } = new();

    protected string Folder { get; } = EngineHost.NewDirectory();

    public void Dispose()
    {
        Directory.Delete(Folder, true);
        GC.SuppressFinalize(this);
    }

    protected static PacketTime At(double second) => new((Minute * PacketTime.Second) + (long)(second * PacketTime.Second));

    private protected static FiledRegion.CaptureFile File(double opened, params ScriptedPacket[] packets) => new(At(opened), packets);

    /// <summary>A packet, told from the others by its time.</summary>
    private protected static ScriptedPacket P(double second)
    {
        var data = new byte[40];
        BitConverter.TryWriteBytes(data, At(second).Nanoseconds);
        return new(At(second), data);
    }

    /// <summary>So many packets at equal distances.</summary>
    private protected static ScriptedPacket[] Run(double from, double to, int count) => [.. Enumerable.Range(0, count).Select(i => P(from + ((to - from) * i / count)))];

    /// <summary>Files of a minute, one behind the other, each in order.</summary>
    private protected static FiledRegion.CaptureFile[] Minutes(int count, int packets) =>
        [.. Enumerable.Range(0, count).Select(f => File(f * 60, Run((f * 60) + 1, (f * 60) + 58, packets)))];

    protected static string Query(long from, long to) => $"after {Moment(from)} and before {Moment(to)}";

    private protected Task<EngineHost> HostAsync(FiledRegion region, int minutes = 60, int answerSeconds = 900) =>
        EngineHost.StartAsync(Store, new EngineOptions { ArchiveDirectory = Folder, SliceMinutes = minutes, AnswerSeconds = answerSeconds }, region);

    /// <summary>Fails where a packet of the window is neither stored nor in a gap, or is stored twice.</summary>
    private protected async Task ShouldLackNothingUntoldAsync(EngineHost host, JobSnapshot job, FiledRegion region, long from, long to)
    {
        var stored = await host.StoredTimesAsync(Store, job.Id);
        stored.Distinct().Count().ShouldBe(stored.Count);
        var missing = region.All.Where(p => !region.IsTooLong(p) && p.Time >= At(from) && p.Time < At(to)).Select(p => p.Time).Where(t => !stored.Contains(t.Nanoseconds));
        missing.Where(t => !job.Regions[0].Gaps.Any(g => !(t < g.From) && !(t >= g.To))).ShouldBeEmpty(string.Join("; ", job.Regions[0].Gaps));
    }

    private static string Moment(long second) => DateTimeOffset.FromUnixTimeSeconds(Minute + second).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
