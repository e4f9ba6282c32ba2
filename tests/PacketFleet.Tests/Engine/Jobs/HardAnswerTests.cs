using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs;
using PacketFleet.TestKit.Gravwell;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>Answers that end where they should not, of files that begin with packets older than their names, or that are deleted meanwhile.</summary>
public sealed class HardAnswerTests : FiledFetch
{
    [Theory]
    [InlineData(170, false)]
    [InlineData(55, false)]
    [InlineData(55, true)]
    public async Task BreaksOffInTheFirstFile_NextFileBeginsOlder(int to, bool hasIndex)
    {
        // At 55 s it breaks behind the end of the window.
        var region = new FiledRegion("R", [File(0, Run(1, 59, 40)), File(60, Run(50.05, 118, 40)), File(120, Run(111, 178, 40))]) { BreakAfter = _ => 39, HasIndex = hasIndex };
        await using var host = await HostAsync(region);
        var job = await host.WaitForEndAsync((await host.SubmitAsync(Query(0, to), "R")).Id, 40);
        job.Regions[0].Verdict.ShouldBe(Verdict.Missing);
        await ShouldLackNothingUntoldAsync(host, job, region, 0, to);
    }

    [Fact]
    public async Task EndsAtTheServersLimit_WhileItIsBeingClosed()
    {
        // Closing is chosen after 2 s; the server ends its answer at 3 s, before an older packet.
        var region = new FiledRegion("R", [File(0, Run(1, 59, 64)), File(60, [P(54.01), P(55.01), .. Run(61, 118, 40)]), .. Minutes(10, 30).Skip(2)])
        {
            HasIndex = true,
            EndAfter = n => n == 1 ? (64, TimeSpan.FromSeconds(0.95)) : null,
            OnPacket = (n, i) =>
            {
                if (n == 1 && i == 63)
                    Thread.Sleep(2100);
            },
        };
        await using var host = await HostAsync(region, answerSeconds: 3);
        var job = await host.WaitForEndAsync((await host.SubmitAsync(Query(0, 500), "R")).Id, 60);
        job.Regions[0].Verdict.ShouldBe(Verdict.Complete);
        await ShouldLackNothingUntoldAsync(host, job, region, 0, 500);
    }

    [Theory]
    [InlineData(DeliveryLogKind.Memory)]
    [InlineData(DeliveryLogKind.Spool)]
    public async Task NothingToCompareWith_AndEveryAnswerBreaksOff_ComesToAnEnd(DeliveryLogKind log)
    {
        using var indexer = new FakeIndexer();
        var region = new FiledRegion("R", Minutes(6, 100));
        region.BreakAfter = n =>
        {
            if (n > 1)
                region.Deleted = 1;
            return n == 1 ? 300 : 350;
        };
        region.OnPacket = (n, i) =>
        {
            // The spool lets go of what is delivered.
            if (n == 1 && i == 299)
                Thread.Sleep(log == DeliveryLogKind.Spool ? 2500 : 0);
        };
        await using var host = await EngineHost.StartAsync(Store, DeliveryOptions.Of(Folder, indexer, log), region);
        (await host.WaitForEndAsync((await host.SubmitAsync(Query(0, 340), "R")).Id, 40)).Regions[0].Verdict.ShouldBe(Verdict.Missing);
        region.Asked.ShouldBeLessThan(12);
    }

    [Fact]
    public async Task InMemory_EndsEarlierTheSecondTime_IsAskedAgainInsteadOfSentAgain()
    {
        using var indexer = new FakeIndexer();
        var region = new FiledRegion("R", Minutes(3, 5000))
        {
            HasIndex = true,
            EndAfter = n => n switch { 1 => (12_000, TimeSpan.Zero), 2 => (11_000, TimeSpan.Zero), _ => null },
        };
        await using var host = await EngineHost.StartAsync(Store, DeliveryOptions.Of(Folder, indexer, DeliveryLogKind.Memory), region);
        var job = await host.WaitForEndAsync((await host.SubmitAsync(Query(0, 170), "R")).Id, 60);
        var wanted = region.All.Count(p => p.Time < At(170));
        (job.State, job.Packets, indexer.Ledger.Count).ShouldBe((JobState.Completed, wanted, wanted));
    }

    [Fact]
    public async Task FilesAreDeleted_LessIsLeftThanHasCome()
    {
        var region = new FiledRegion("R", Minutes(8, 30)) { HasIndex = true, BreakAfter = n => n == 1 ? 170 : null };
        region.EndAfter = n =>
        {
            if (n == 2)
                region.Deleted = 3;
            return null;
        };
        await using var host = await HostAsync(region);
        var job = await host.WaitForEndAsync((await host.SubmitAsync(Query(0, 400), "R")).Id, 60);
        await ShouldLackNothingUntoldAsync(host, job, region, 0, 400);
        job.Packets.ShouldBe(region.All.Count(p => p.Time < At(400)));
    }
}
