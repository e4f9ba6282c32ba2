using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs.Slices;

public sealed class SlicePlannerTests
{
    private const int Now = 100_000;

    [Fact]
    public void Plan_FilesKnown_EdgesAreTheStartsNearestToTheLength() =>
        Plan(20_000, 30_000, Held.Of(Now, Held.Minutes(10_017, 99_957))).ShouldBe(["20000-23577", "23577-27177", "27177-30000"]);

    [Fact]
    public void Plan_TailWouldBeShort_GoesWithTheSliceBefore() =>
        Plan(20_000, 24_400, Held.Of(Now, Held.Minutes(10_017, 99_957))).ShouldBe(["20000-24400"]);

    [Fact]
    public void Plan_OpenEnds_OnlyTheOutermostAreOpen() =>
        Plan(null, null, Held.Of(Now, Held.Minutes(90_000, 99_960))).ShouldBe(["…-93540", "93540-97140", "97140-…"]);

    [Fact]
    public void Plan_StretchesWithoutAFile_AreNotAskedButForTheirMargins()
    {
        var holdings = Held.Of(Now, [.. Held.Minutes(50_000, 50_600), .. Held.Minutes(60_020, 60_620), .. Held.Minutes(99_000, 99_960)]);

        Plan(40_000, 99_500, holdings).ShouldBe(["49940-50720", "59960-60740", "98940-99500"]);
        Plan(null, 70_000, holdings).ShouldBe(["…-50720", "59960-60740"]);
        Plan(51_000, 59_000, holdings).ShouldBeEmpty();
        Plan(100, 200, holdings).ShouldBeEmpty();
    }

    [Fact]
    public void Plan_HoleInOneThreadOnly_IsAsked() =>
        Plan(97_000, 99_900, Held.Of(Now, Held.Minutes(95_000, 99_980), [95_010, 99_990])).ShouldBe(["97000-99900"]);

    [Fact]
    public void Plan_ShortHole_IsNotWorthTwoQuestions() =>
        Plan(98_500, 99_900, Held.Of(Now, [.. Held.Minutes(98_000, 98_600), .. Held.Minutes(98_880, 99_960)])).ShouldBe(["98500-99900"]);

    [Fact]
    public void Plan_RegionThatStopped_IsNotAskedBehindItsFilesUnlessTheEndIsOpen()
    {
        var holdings = Held.Of(Now, Held.Minutes(50_000, 52_940));

        Plan(52_000, 90_000, holdings).ShouldBe(["52000-53060"]);
        Plan(52_000, null, holdings).ShouldBe(["52000-…"]);
        Plan(60_000, 90_000, holdings).ShouldBeEmpty();
        Plan(60_000, null, holdings).ShouldBe(["60000-…"]);
    }

    [Fact]
    public void Plan_CapturingRegion_IsAskedBehindItsNewestFile()
    {
        var holdings = Held.Of(Now, Held.Minutes(90_000, 99_800));

        Plan(99_990, 100_500, holdings).ShouldBe(["99990-100500"]);
        Plan(99_000, 900_000, holdings).ShouldBe(["99000-900000"]);
    }

    [Fact]
    public void Plan_FileOfATimeToCome_DoesNotHideWhatIsWrittenNow() =>
        Plan(99_000, 120_000, Held.Of(Now, [.. Held.Minutes(98_000, 99_980), 500_000])).ShouldBe(["99000-120000"]);

    [Fact]
    public void Plan_OldestNotKnownYet_AsksWhatMayBeBefore()
    {
        var holdings = Held.Of(Now, Held.Minutes(92_000, 99_980)) with { Oldest = null };

        Plan(50_000, 99_000, holdings).ShouldBe(["50000-95540", "95540-99000"]);
    }

    [Fact]
    public void Plan_NothingKnown_PlainStepsOverABoundedWindow()
    {
        Plan(20_000, 30_000, Held.Unknown(Now)).ShouldBe(["20000-23600", "23600-27200", "27200-30000"]);
        Plan(95_000, null, Held.Unknown(Now)).ShouldBe(["95000-98600", "98600-…"]);
        Plan(null, 30_000, Held.Unknown(Now)).ShouldBe(["…-30000"]);
        Plan(null, null, Held.Unknown(Now)).ShouldBe(["…-…"]);
        Plan(null, 30_000, Held.Unknown(Now) with { Oldest = Held.At(24_000) }).ShouldBe(["…-27600", "27600-30000"]);
        Plan(10_000, 30_000, Held.Unknown(Now) with { Oldest = Held.At(24_000) }).ShouldBe(["10000-27600", "27600-30000"]);
    }

    [Fact]
    public void Plan_NoFileAtAll_AsksOnceAllTheSame() => Plan(90_000, 92_000, Held.Of(Now)).ShouldBe(["90000-92000"]);

    [Fact]
    public void Plan_WindowOfAMinuteOrLess_IsOneSlice() =>
        Plan(50_000, 50_059, Held.Aged(5, Now, [.. Enumerable.Range(0, 100).Select(i => 49_900 + (i * 5))]), seconds: 10).ShouldBe(["50000-50059"]);

    [Fact]
    public void Plan_FileLongerThanTheLength_SlicesAreFiles() =>
        Plan(50_000, 57_200, Held.Aged(1800, 58_000, [48_000, 49_800, 51_600, 53_400, 55_200, 57_000]), seconds: 60, age: 1800)
            .ShouldBe(["50000-53400", "53400-55200", "55200-57200"]);

    [Fact]
    public void Plan_WindowOfYears_HasBoundedSlices()
    {
        var years = SlicePlanner.Plan(new(PacketTime.MinValue, PacketTime.MaxValue), Held.Unknown(Now), PacketTime.MaxValue, TimeSpan.FromMinutes(1), Held.Age);
        years.Count.ShouldBeInRange(SlicePlanner.Most / 4, SlicePlanner.Most);

        int[] scattered = [.. Enumerable.Range(0, 5000).Select(i => i * 1000)];
        SlicePlanner.Plan(Held.Window(0, 5_000_000), Held.Of(5_000_000, scattered), Held.At(5_000_000), TimeSpan.FromHours(1), Held.Age).Count
            .ShouldBeInRange(1, SlicePlanner.Most);
        (int, int)[] captures = [.. Enumerable.Range(0, 3000).Select(i => (i * 10_000, (i * 10_000) + 5))];
        SlicePlanner.Plan(TimeWindow.Everything, Held.Directory(Now, captures), Held.At(Now), TimeSpan.Zero, TimeSpan.Zero).Count
            .ShouldBeInRange(1, SlicePlanner.Most);
        SlicePlanner.Plan(Held.Window(0, Now), Held.Unknown(Now), Held.At(Now), TimeSpan.MaxValue, TimeSpan.MaxValue).Count.ShouldBe(1);
    }

    [Fact]
    public void Plan_DirectoryOfLongCaptures_CutsWhereTheyBegin() =>
        Plan(null, null, Held.Directory(Now, (1000, 9000), (9000, 20_000), (50_000, 50_010)), age: 0)
            .ShouldBe(["…-9000", "9000-20060", "49940-…"]);

    [Fact]
    public void Plan_EmptyWindow_NoSlice() => Plan(200, 100, Held.Unknown(Now)).ShouldBeEmpty();

    [Fact]
    public void Plan_AnyInput_EachPacketHeldIsInExactlyOneSlice()
    {
        var random = Wire.Queries.Seeded.Random();
        for (var round = 0; round < 3000; round++)
        {
            var age = 1 + random.Next(200);
            var now = 20_000 + random.Next(1000);
            var holdings = random.Next(6) == 0 ? Held.Unknown(now) : Held.Aged(age, now, Threads(random, age));
            if (random.Next(5) == 0)
                holdings = holdings with { Oldest = null };
            var window = Held.Window(random.Next(3) == 0 ? null : random.Next(25_000), random.Next(3) == 0 ? null : random.Next(25_000));
            var length = TimeSpan.FromSeconds(random.Next(5000));

            var slices = SlicePlanner.Plan(window, holdings, Held.At(now), length, TimeSpan.FromSeconds(age));

            slices.Count.ShouldBeLessThanOrEqualTo(SlicePlanner.Most);
            for (var i = 0; i < slices.Count; i++)
            {
                var slice = slices[i].Window;
                slices[i].Number.ShouldBe(i);
                slice.IsEmpty.ShouldBeFalse();
                slice.ShouldBe(window.Intersect(slice));
                (slice.After is null).ShouldBe(i == 0 && window.After is null);
                (slice.Before is null).ShouldBe(i == slices.Count - 1 && window.Before is null);
                if (i > 0)
                    (slices[i - 1].Window.Before <= slice.After).ShouldBeTrue();
                if (slice is { After: { } a, Before: { } b } && slice != window)
                    b.Since(a).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(Math.Min(age, window is { After: { } wa, Before: { } wb } ? wb.Since(wa).TotalSeconds : age)));
            }

            for (var packet = 0; packet < 40; packet++)
            {
                var time = Packet(random, holdings, age);
                var held = window.Contains(time.Nanoseconds);
                slices.Count(s => s.Window.Contains(time.Nanoseconds)).ShouldBe(held ? 1 : 0);
            }
        }
    }

    private static int[][] Threads(Random random, int age) =>
        [.. Enumerable.Range(0, random.Next(4)).Select(_ =>
        {
            var files = new List<int>();
            for (var at = random.Next(20_000); files.Count < 300 && at < 21_000; at += random.Next(30) == 0 ? random.Next(3000) : age)
                files.Add(at);
            return files.ToArray();
        })];

    /// <summary>A packet that the region may hold: up to a minute around one of its files, or anywhere where nothing is known.</summary>
    private static PacketTime Packet(Random random, RegionHoldings holdings, int age)
    {
        var files = holdings.Threads.SelectMany(t => t.Files).ToArray();
        return files.Length == 0
            ? Held.At(random.Next(25_000))
            : files[random.Next(files.Length)].Start.Add(TimeSpan.FromSeconds(random.Next(-60, age + 60)));
    }

    private static IEnumerable<string> Plan(int? after, int? before, RegionHoldings holdings, int seconds = 3600, int age = 60) =>
        SlicePlanner.Plan(Held.Window(after, before), holdings, Held.At(Now), TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(age)).Select(s => Held.Text(s.Window));
}
