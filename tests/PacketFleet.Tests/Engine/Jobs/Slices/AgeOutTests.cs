using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Tests.Wire.Queries;

namespace PacketFleet.Tests.Engine.Jobs.Slices;

public sealed class AgeOutTests
{
    private const int Now = 100_000;
    private readonly AgeOut _watch = new();

    [Fact]
    public void LossOf_OldestMovesOn_TellsWhen()
    {
        See(0, 10_000);
        See(60, 10_060);
        Sentence(10_060 + (14 * 60) + 30, 20_000, 60).ShouldBe("Region 1 loses this in 14 min.");
        Loss(10_060 + 900, 20_000, 60)!.At.ShouldBe(Clock(Now + 960));
        Sentence(10_060 + 900, 20_000, 360).ShouldBe("Region 1 loses this in 10 min.");
        Sentence(10_090, 20_000, 60).ShouldBe("Region 1 is losing this now.");
        Sentence(5000, 20_000, 60).ShouldBe("Region 1 is losing this now.");
    }

    [Fact]
    public void LossOf_FarAwayOrNothingToLose_Null()
    {
        See(0, 10_000);
        See(60, 10_060);
        Sentence(10_060 + 3700, 20_000, 60).ShouldBeNull();
        Sentence(null, 20_000, 60).ShouldBeNull();
        Sentence(5000, 9000, 60).ShouldBeNull();
    }

    [Fact]
    public void LossOf_NotSeenToMove_Null()
    {
        Sentence(10_000, 20_000, 0).ShouldBeNull();
        See(0, 10_000);
        Sentence(10_000, 20_000, 0).ShouldBeNull();
        See(600, 10_000);
        Sentence(10_000, 20_000, 600).ShouldBeNull();
    }

    [Fact]
    public void LossOf_SeenForLong_ReckonsWithItsPace()
    {
        for (var i = 0; i <= 20; i++)
            See(i * 60, 10_000 + (i * 180));
        Sentence(13_600 + 5400, 50_000, 1200).ShouldBe("Region 1 loses this in 30 min.");
    }

    [Fact]
    public void See_OlderFilesThanBefore_BeginsAnew()
    {
        See(0, 10_000);
        See(60, 10_060);
        See(120, 9000);
        Sentence(9500, 20_000, 120).ShouldBeNull();
    }

    [Fact]
    public void LossOf_AnySightings_IsWithinAnHour()
    {
        var random = Seeded.Random();
        for (var round = 0; round < 300; round++)
        {
            var watch = new AgeOut();
            var (at, oldest) = (0, 10_000);
            for (var i = 0; i < 300; i++)
            {
                at += random.Next(-3, 60);
                oldest += random.Next(4) == 0 ? random.Next(-20, 120) : 0;
                watch.See(random.Next(10) == 0 ? Held.Unknown(Now + at) : Held.Of(Now + at, [oldest, 99_900]));
                if (watch.LossOf(Held.Window(random.Next(30_000), random.Next(2) == 0 ? null : 40_000), Clock(Now + at)) is { } loss)
                    loss.At.ShouldBeInRange(Clock(Now + at), Clock(Now + at + 3600));
            }
        }
    }

    private void See(int after, int oldest) => _watch.See(Held.Of(Now + after, [oldest, 99_900 + after]));

    private AgeLoss? Loss(int? after, int? before, int now) => _watch.LossOf(Held.Window(after, before), Clock(Now + now));

    private string? Sentence(int? after, int? before, int now) => Loss(after, before, now)?.Reason;

    private static DateTimeOffset Clock(int seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);
}
