using PacketFleet.Engine.Jobs;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>The way round packets that end every answer, into files that begin with packets older than their names.</summary>
public sealed class DetourFetchTests : FiledFetch
{
    [Fact]
    public async Task IntoAFileWithAnotherLongPacket_BeforeItsName_ComesToAnEnd()
    {
        var region = new FiledRegion("R",
        [
            File(0, [.. Run(1, 40, 20), P(45), P(50)]),
            File(60, P(58), P(58.5), P(59), P(70), P(80)),
            File(120, Run(121, 170, 20)),
            File(180, Run(181, 230, 20)),
        ])
        { HasIndex = true, IsTooLong = p => p.Time == At(45) || p.Time == At(59) };
        await ShouldTellAsync(region, 200);
        region.Asked.ShouldBeLessThan(10);
    }

    [Fact]
    public async Task NextFileBeginsBeforeTheLongPacket_ThoseComeToo()
    {
        var region = new FiledRegion("R",
        [
            File(0, [.. Run(1, 58, 40), P(58.5), P(59)]),
            File(60, [P(54.01), P(55.01), .. Run(61, 118, 40)]),
            File(120, Run(121, 178, 40)),
            File(180, Run(181, 230, 20)),
        ])
        { HasIndex = true, IsTooLong = p => p.Time == At(58.5) };
        await ShouldTellAsync(region, 200);
    }

    [Fact]
    public async Task EndsCleanlyTwiceInTheFirstFile()
    {
        var region = new FiledRegion("R", [File(0, Run(1, 59, 40)), File(60, [P(54.01), P(55.01), .. Run(61, 118, 40)]), File(120, Run(121, 178, 40))])
        {
            HasIndex = true,
            EndAfter = n => n <= 2 ? (39, TimeSpan.Zero) : null,
        };
        await ShouldTellAsync(region, 170);
    }

    private async Task ShouldTellAsync(FiledRegion region, long to)
    {
        await using var host = await HostAsync(region);
        var job = await host.WaitForEndAsync((await host.SubmitAsync(Query(0, to), "R")).Id, 40);
        job.Regions[0].Gaps.ShouldAllBe(g => g.Kind == GapKind.CutByServer);
        await ShouldLackNothingUntoldAsync(host, job, region, 0, to);
    }
}
