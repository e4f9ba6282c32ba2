using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Engine.Regions.Stenographers;
using PacketFleet.Tests.Wire.Queries;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Regions.Holdings;

public sealed class WindowCoverageTests
{
    private static readonly FileHoldings Rules = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120));

    [Fact]
    public void Of_CapturingRegion_GoesFromGoneToNotYet()
    {
        var holdings = Holding(10_000, [[9000, 9060, 9120, 9400, 9460, 9700, 9760, 9820, 9880, 9940]]);

        Texts(holdings, 8000, 12_000).ShouldBe(
        [
            "Gone 8000-9000", "Held 9000-9180", "NoCapture 9180-9400", "Held 9400-9520", "NoCapture 9520-9700", "Held 9700-9940", "NotYet 9940-12000",
        ]);
        Texts(holdings, null, null).ShouldBe(["Held 9000-9180", "NoCapture 9180-9400", "Held 9400-9520", "NoCapture 9520-9700", "Held 9700-9940", "NotYet 9940-10000"]);
        Texts(holdings, 9200, 9300).ShouldBe(["NoCapture 9200-9300"]);
        Texts(holdings, 9700, 9800).ShouldBe(["Held 9700-9800"]);
        Texts(holdings, 100, 200).ShouldBe(["Gone 100-200"]);
        Texts(holdings, 10_100, null).ShouldBe([]);
    }

    [Fact]
    public void Of_DirectoryNobodyAddsTo_EndsWithItsFilesWhereTheEndIsOpen()
    {
        var holdings = Holding(10_000, [[9000, 9060]]) with { FileAge = null };
        holdings.Capturing.ShouldBe(false);

        Texts(holdings, null, null).ShouldBe(["Held 9000-9120"]);
        Texts(holdings, null, 9200).ShouldBe(["Held 9000-9120", "NoCapture 9120-9200"]);
    }

    [Fact]
    public void Of_TwoFileAgesApart_IsNoHole()
    {
        Texts(Holding(1000, [[700, 820, 940]]), 700, 940).ShouldBe(["Held 700-940"]);
        Texts(Holding(1000, [[700, 821, 940]]), 700, 940).ShouldBe(["Held 700-760", "NoCapture 760-821", "Held 821-940"]);
    }

    [Fact]
    public void Of_HoleInOneThread_NamesIt()
    {
        var holdings = Holding(10_000, [[9700, 9760, 9820, 9880, 9940], [9701, 9761, 9941]]);

        var spans = WindowCoverage.Of(holdings, Window(9700, 9900), At(10_000));

        spans.Select(Text).ShouldBe(["Gone 9700-9701", "Held 9701-9821", "NoCapture 9821-9900"]);
        spans[2].Reason.ShouldBe("Region 1 captured only a part here: thread 1 of its 2 wrote nothing.");
        spans[1].Reason.ShouldBeNull();
    }

    [Fact]
    public void Of_RegionThatStopped_CapturedNothingSince()
    {
        var holdings = Holding(10_000, [[100, 160]]);

        Texts(holdings, 50, 12_000).ShouldBe(["Gone 50-100", "Held 100-220", "NoCapture 220-12000"]);
    }

    [Fact]
    public void Of_FileOfATimeToCome_DoesNotMakeItCapture()
    {
        Holding(10_000, [[100, 160, 20_000]]).Capturing.ShouldBe(false);
        Holding(10_000, [[9880, 9940, 20_000]]).Horizon.ShouldBe(At(9940));
    }

    [Fact]
    public void Of_ClockAhead_EndsAtItsNow()
    {
        var holdings = Rules.Complete(Found(10_000) with { ClockSkew = TimeSpan.FromSeconds(500) }, [Starts([10_440])], oldestKnown: true);

        holdings.Capturing.ShouldBe(true);
        Texts(holdings, 10_400, null).ShouldBe(["Gone 10400-10440", "NotYet 10440-10500"]);
    }

    [Fact]
    public void Of_JustStarted_DoesNotCallTheRestGone() =>
        Texts(Rules.Complete(Found(10_000), [Starts([9900, 9960])], oldestKnown: false), 9000, 9950).ShouldBe(["Unknown 9000-9900", "Held 9900-9950"]);

    [Fact]
    public void Of_NothingKnown_IsUnknownUpToTheLag()
    {
        var holdings = Found(10_000) with { Reason = "It does not tell.", Horizon = At(9880) };

        Texts(holdings, 9000, 10_000).ShouldBe(["Unknown 9000-9880", "NotYet 9880-10000"]);
        Texts(holdings, null, null).ShouldBe([]);
        Texts(RegionHoldings.Unknown("Region 1", "No.", default), 9000, null).ShouldBe(["Unknown 9000-10000"]);
    }

    [Fact]
    public void Of_AnyInput_TilesTheWindow()
    {
        var random = Seeded.Random();
        for (var round = 0; round < 4000; round++)
        {
            var now = random.Next(2000);
            var starts = Enumerable.Range(0, random.Next(4)).Select(_ => Starts(Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(2200)))).ToArray();
            var age = TimeSpan.FromSeconds(1 + random.Next(80));
            var found = Found(now) with { ClockSkew = TimeSpan.FromSeconds(random.Next(3) == 0 ? random.Next(-300, 300) : 0) };
            var holdings = random.Next(5) == 0
                ? found with { Horizon = random.Next(2) == 0 ? At(random.Next(2000)) : null }
                : new FileHoldings(age, TimeSpan.FromSeconds(random.Next(200))).Complete(found, starts, random.Next(4) > 0);
            int? after = random.Next(4) == 0 ? null : random.Next(-10, 2300);
            int? before = random.Next(4) == 0 ? null : random.Next(-10, 2300);

            var spans = WindowCoverage.Of(holdings, Window(after, before), At(now));

            var end = before is { } b ? At(b) : holdings.ByItsClock(At(now));
            PacketTime? start = after is { } a ? At(a) : holdings.Oldest ?? (holdings.Threads.Count > 0 ? holdings.Threads.Max(t => t.Files[0].Start) : null);
            var expected = start is { } s && s < end;
            (spans.Count > 0).ShouldBe(expected);
            if (!expected)
                continue;
            spans[0].From.ShouldBe(start!.Value);
            spans[^1].To.ShouldBe(end);
            spans.All(x => x.From < x.To && (x.Kind == HeldKind.Held) == (x.Reason == null)).ShouldBeTrue();
            for (var i = 1; i < spans.Count; i++)
            {
                spans[i].From.ShouldBe(spans[i - 1].To);
                (spans[i].Kind, spans[i].Reason).ShouldNotBe((spans[i - 1].Kind, spans[i - 1].Reason));
            }

            // What is held is where every thread that still writes has a file near, and before the horizon.
            foreach (var span in spans.Where(x => x.Kind == HeldKind.Held))
            {
                (span.To <= holdings.Horizon!.Value || holdings.Capturing == false).ShouldBeTrue();
                holdings.Threads.All(t => t.Files.Any(f => f.Start <= span.From) && t.Files.Any(f => f.End >= span.To || f.Start >= span.To)).ShouldBeTrue();
            }
        }
    }

    private static PacketTime At(int seconds) => PacketTime.FromSeconds(seconds);

    private static PacketTime[] Starts(IEnumerable<int> seconds) => [.. seconds.Distinct().Order().Select(At)];

    private static RegionHoldings Found(int now) => new() { Region = "Region 1", TakenAt = At(now).ToDateTimeOffset() };

    private static RegionHoldings Holding(int now, int[][] threads) => Rules.Complete(Found(now), [.. threads.Select(t => Starts(t))], oldestKnown: true);

    private static TimeWindow Window(int? after, int? before) => new(after is { } a ? At(a) : null, before is { } b ? At(b) : null);

    private static IEnumerable<string> Texts(RegionHoldings holdings, int? after, int? before) =>
        WindowCoverage.Of(holdings, Window(after, before), At(10_000)).Select(Text);

    private static string Text(HeldSpan span) => $"{span.Kind} {span.From.Nanoseconds / PacketTime.Second}-{span.To.Nanoseconds / PacketTime.Second}";
}
