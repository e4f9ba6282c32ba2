using System.Text.Json;
using PacketFleet.Engine.Delivery.Gravwell;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>One fault in one of three regions; the others are to be untouched and complete. Every case runs for every way to deliver.</summary>
public abstract class MatrixTests : IDisposable
{
    private readonly ITestOutputHelper _output;

    protected MatrixTests(MatrixFleet fleet, ITestOutputHelper output)
    {
        (Fleet, _output) = (fleet, output);
        var seed = System.Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        Random = new Random(seed);
    }

    /// <summary>To an archive, and to Gravwell with no packet on this disk.</summary>
    public static TheoryData<DeliveryLogKind> Sinks => [DeliveryLogKind.Archive, DeliveryLogKind.Memory];

    /// <summary>These, and to Gravwell over a spool.</summary>
    public static TheoryData<DeliveryLogKind> AllSinks => [DeliveryLogKind.Archive, DeliveryLogKind.Memory, DeliveryLogKind.Spool];

    protected MatrixFleet Fleet { get; }

    protected Random Random { get; }

    public void Dispose()
    {
        Fleet.Mend();
        GC.SuppressFinalize(this);
    }

    /// <summary>Fails unless everything of an hour has come of every region.</summary>
    private protected async Task ShouldComeWholeAsync(MatrixProgram program, long id, MatrixHour hour, string what, int attempt = 1, bool mayDouble = false)
    {
        var job = await program.ShouldEndAsync(id, hour.Window, mayDouble, attempt: attempt, regions: [.. MatrixFleet.Names.Select(n => RegionShould.BeComplete(n, hour))]);
        Tell(job, what);
    }

    /// <summary>Fails unless this came of a region of an hour, and everything of the others.</summary>
    private protected async Task ShouldLackAsync(MatrixProgram program, long id, MatrixHour hour, RegionShould region, bool mayDouble = false)
    {
        var job = await program.ShouldEndAsync(
            id, hour.Window, mayDouble, regions: [.. MatrixFleet.Names.Where(n => n != region.Region).Select(n => RegionShould.BeComplete(n, hour)), region]);
        Tell(job, region.Region);
    }

    /// <summary>What came of a region that was lost in mid-answer, for good: its first packets, and a gap from the last of them on.</summary>
    private protected static async Task<RegionShould> CutAsync(MatrixProgram program, long id, string region, MatrixHour hour, string kind)
    {
        var job = await program.Process.WaitForEndAsync(id);
        var kept = hour.Wanted.Take((int)job.Of(region).GetProperty("packets").GetInt64()).ToList();
        kept.Count.ShouldBeInRange(1, hour.Wanted.Count - 1, job.ToString());
        return RegionShould.Lack(region, kept, kind, hour.Edge(kept[^1].Time), hour.Window.Before!.Value);
    }

    protected void Tell(JsonElement job, string what) =>
        _output.WriteLine($"{what}: {string.Join("; ", job.GetProperty("regions").EnumerateArray().Select(r => $"{r.GetProperty("name")} {r.Verdict()} {r.GetProperty("packets")} {string.Join(", ", r.Gaps())} {r.GetProperty("reason")}"))}");
}
