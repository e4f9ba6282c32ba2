using PacketFleet.Engine;
using PacketFleet.Engine.Preview;
using PacketFleet.Engine.Regions;
using PacketFleet.Tests.Engine.Regions.Directories;

namespace PacketFleet.Tests.Engine.Preview;

public sealed class QueryPreviewTests : IDisposable
{
    private readonly CaptureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Plan_EndsOfTheWindow_HoldForTheWholeQuery()
    {
        var plan = Preview().Plan(new() { Query = "tcp or udp", Regions = ["Attic"], After = "3h ago", Before = " 2100-01-02T03:04:05Z " }, out var errors);

        errors.ShouldBeEmpty();
        plan!.Query.Filter.ShouldNotBeNull();
        plan.Query.FilterHasTime.ShouldBeFalse();
        plan.Window.Before!.Value.ToString().ShouldBe("2100-01-02T03:04:05Z");
        plan.Window.After.ShouldBe(plan.PinnedAt.Add(TimeSpan.FromHours(-3)));
    }

    [Fact]
    public void Plan_EverythingWrong_IsSaidAtOnce()
    {
        Preview().Plan(new() { Query = "tcpp", Regions = ["Cellar"], After = "soon", Before = "1h ago) or (tcp" }, out var errors).ShouldBeNull();

        errors.Select(e => e.Field).ShouldBe(["query", "regions", "after", "before"]);
    }

    [Fact]
    public async Task CountAsync_Regions_TellTheirLastStateOnce()
    {
        _folder.Write("a.pcap", [.. Enumerable.Range(0, 3000).Select(i => ((uint)(i * 60), (byte)1))]);
        var preview = Preview();
        var plan = preview.Plan(new() { Query = "before 2020-01-01T00:00:00Z", Regions = ["Attic"] }, out _)!;

        var states = new List<RegionCount>();
        await foreach (var state in preview.CountAsync(plan, CancellationToken.None))
            states.Add(state);

        states.Count(s => s.Ended).ShouldBe(1);
        states[^1].ShouldSatisfyAllConditions(
            s => s.Ended.ShouldBeTrue(),
            s => s.Complete.ShouldBeTrue(),
            s => s.Packets.ShouldBe(3000),
            s => s.Minutes.Count.ShouldBe(3000),
            s => s.Progress.ShouldBe(1));
        states.Count.ShouldBeLessThan(100);
        (await QueryPreview.CountToEndAsync(plan, CancellationToken.None)).Single().Packets.ShouldBe(3000);
    }

    [Fact]
    public async Task CountAsync_ReaderLeaves_EndsTheCounting()
    {
        _folder.Write("a.pcap", [.. Enumerable.Range(0, 3000).Select(i => ((uint)(i * 60), (byte)1))]);
        var preview = Preview();
        var plan = preview.Plan(new() { Query = "before 2020-01-01T00:00:00Z", Regions = ["Attic"] }, out _)!;

        await foreach (var state in preview.CountAsync(plan, CancellationToken.None))
        {
            state.Name.ShouldBe("Attic");
            break;
        }

        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(QueryPreview.CountToEndAsync(plan, cancel.Token));
    }

    private QueryPreview Preview() => new(new RegionCatalog([_folder.Region()]), new EngineOptions { ArchiveDirectory = "/nonexistent" }, TimeProvider.System);
}
