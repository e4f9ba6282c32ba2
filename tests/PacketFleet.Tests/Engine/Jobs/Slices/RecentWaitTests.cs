using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Tests.Wire.Queries;

namespace PacketFleet.Tests.Engine.Jobs.Slices;

public sealed class RecentWaitTests
{
    // 14:59:10; the newest file was begun at 14:58:00.
    private const int Now = 53_950;
    private static readonly RegionHoldings Holds = Held.Of(Now, Held.Minutes(50_400, 53_880));

    [Fact]
    public void Of_WindowUpToNow_WaitsForTheFileThatIsWritten()
    {
        var wait = Of(50_000, Now, Holds).ShouldNotBeNull();
        wait.Until.ShouldBe(Clock(Now + 180));
        wait.LookAt.ShouldBe(Clock(54_015));
        wait.Reason.ShouldBe("Region 1 has written up to 14:58:00; the last minutes follow in about 70 s.");
        Of(50_000, null, Holds).ShouldBe(wait);
        Of(null, null, Holds).ShouldBe(wait);
        Of(50_000, 99_999, Holds).ShouldBe(wait);
    }

    [Fact]
    public void Of_AllOnDisk_NoWait()
    {
        Of(50_000, 53_880, Holds).ShouldBeNull();
        Of(53_000, 53_500, Holds).ShouldBeNull();
        Of(Now + 10, null, Holds).ShouldBeNull();
    }

    [Fact]
    public void Of_WaitedLongEnough_NoWait()
    {
        var late = Held.Of(Now + 179, [53_770, 53_830, 53_890]);
        RecentWait.Of(Held.Window(50_000, null), late, Held.At(Now), Clock(Now + 179), Held.Lag).ShouldNotBeNull().LookAt.ShouldBe(Clock(Now + 180));
        RecentWait.Of(Held.Window(50_000, null), late, Held.At(Now), Clock(Now + 180), Held.Lag).ShouldBeNull();
    }

    [Fact]
    public void Of_RegionDoesNotCapture_NoWait() => Of(50_000, null, Held.Of(Now, Held.Minutes(50_400, 53_000))).ShouldBeNull();

    [Fact]
    public void Of_Directory_NoWait()
    {
        var growing = Held.Directory(Now, (50_000, 53_900)) with { Capturing = true };
        Of(50_000, null, growing).ShouldBeNull();
    }

    [Fact]
    public void Of_RegionTellsOnlyItsClock_WaitsForTheLag()
    {
        var wait = Of(50_000, null, Held.Unknown(Now) with { Horizon = Held.At(Now - 120) }).ShouldNotBeNull();
        (wait.Until, wait.LookAt).ShouldBe((Clock(Now + 120), Clock(Now + 120)));
        wait.Reason.ShouldBe("Region 1 may have written up to 14:57:10; the last minutes follow in about 120 s.");
        Of(50_000, null, Held.Unknown(Now)).ShouldBeNull();
    }

    [Fact]
    public void Of_ClockOfTheRegionIsAhead_WaitsByOurs()
    {
        var skewed = Held.Of(Now, Held.Minutes(50_400, 53_880)) with { ClockSkew = TimeSpan.FromSeconds(-40) };
        var wait = Of(50_000, null, skewed).ShouldNotBeNull();
        wait.Until.ShouldBe(Clock(Now + 180));
        wait.LookAt.ShouldBe(Clock(53_940 + 15 + 40));
    }

    [Fact]
    public void Of_LongFiles_TellsMinutesAndTheDay()
    {
        var wait = Of(0, null, Held.Aged(86_400, Now, [-172_800, -86_400])).ShouldNotBeNull();
        wait.Reason.ShouldBe("Region 1 has written up to 1969-12-31T00:00:00Z; the last minutes follow in about 542 min.");
    }

    [Fact]
    public void Of_AnyInput_IsBounded()
    {
        var random = Seeded.Random();
        for (var round = 0; round < 2000; round++)
        {
            var age = 1 + random.Next(300);
            int[][] threads = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Enumerable.Range(0, random.Next(5)).Select(_ => Now - random.Next(600)).ToArray())];
            var skew = TimeSpan.FromSeconds(random.Next(3) == 0 ? random.Next(-100, 100) : 0);
            var holdings = Held.Aged(age, Now, threads) with { ClockSkew = skew };
            var now = Now + random.Next(400);
            var window = Held.Window(random.Next(2) == 0 ? null : Now - random.Next(500), random.Next(2) == 0 ? null : Now + random.Next(-500, 500));

            if (RecentWait.Of(window, holdings, Held.At(Now), Clock(now), Held.Lag) is not { } wait)
                continue;

            wait.Until.ShouldBeGreaterThan(Clock(now));
            wait.Until.ShouldBeLessThanOrEqualTo(Clock(Now + age + 120));
            wait.LookAt.ShouldBeInRange(Clock(now), wait.Until);
            holdings.Capturing.ShouldBe(true);
        }
    }

    private static RecentWait? Of(int? after, int? before, RegionHoldings holdings) =>
        RecentWait.Of(Held.Window(after, before), holdings, Held.At(Now), Clock(Now), Held.Lag);

    private static DateTimeOffset Clock(int seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);
}
