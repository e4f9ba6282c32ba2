using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Tests.Wire.Queries;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs.Slices;

public sealed class FetchGapsPropertyTests
{
    private static readonly GapKind[] Kinds = [GapKind.CutByServer, GapKind.CutByNetwork, GapKind.LimitReached, GapKind.Cancelled, GapKind.Failed];

    [Fact]
    public void Find_AllPlannedSlicesAnswered_SaysAsMuchAsTheCoverageOfTheWindow()
    {
        var random = Seeded.Random();
        for (var round = 0; round < 2000; round++)
        {
            var (holdings, window, now) = Scene(random);
            var results = Plan(window, holdings, now, random).Select(s => new SliceResult(s.Window)).ToArray();
            var spans = WindowCoverage.Of(holdings, window, Held.At(now));

            var coverage = Find(window, now, holdings, null, results);

            CheckShape(coverage, window);
            foreach (var span in spans)
            {
                // While a sensor is still finding its files, the holes between those it knows are said, though coverage is not.
                if (span.Kind == HeldKind.Unknown && holdings.Known && holdings.Oldest is null)
                    continue;
                foreach (var moment in new[] { span.From, Middle(span.From, span.To), new PacketTime(span.To.Nanoseconds - 1) })
                {
                    var gap = coverage.Gaps.SingleOrDefault(g => Contains(g, moment));
                    var isUnheld = span.Kind is HeldKind.Gone or HeldKind.NoCapture or HeldKind.NotYet;
                    (gap is not null).ShouldBe(isUnheld, $"{span} {string.Join(' ', coverage.Gaps)}");
                    (gap is null || !gap.Kind.IsMissing()).ShouldBeTrue();
                }
            }

            var isTold = holdings.Known && (holdings.Oldest is not null || holdings.Threads.Count == 0 || window.After >= holdings.Threads.Min(t => t.Files[0].Start));
            (coverage.Assumption is null).ShouldBe(isTold || results.Length == 0);
        }
    }

    [Fact]
    public void Find_AnyResults_WhatDidNotComeIsInAGap()
    {
        var random = Seeded.Random();
        for (var round = 0; round < 2000; round++)
        {
            var (before, window, now) = Scene(random);
            var after = random.Next(3) == 0 ? null : Later(random, before);
            var queue = SliceQueue.Begin(Plan(window, before, now, random), TimeSpan.FromMinutes(10), Held.Age, Held.At(now));
            while (queue.Next() is { } slice && random.Next(20) > 0)
            {
                if (random.Next(3) > 0)
                    queue.Complete(slice.Number, TimeSpan.FromSeconds(random.Next(600)));
                else
                    queue.Fail(slice.Number, Kinds[random.Next(Kinds.Length)], "It ended.", random.Next(2) == 0 ? null : Near(random, slice.Window));
            }

            var results = queue.Results(GapKind.Cancelled, "Cancelled by ann.");

            var coverage = Find(window, now, before, after, results);

            CheckShape(coverage, window);
            foreach (var result in results.Where(r => r.Ended is not null))
            {
                var from = result.MissingFrom is { } at && at > new PacketTime(result.Window.First) ? at : new PacketTime(result.Window.First);
                if (!result.Window.Contains(from.Nanoseconds))
                    continue;
                var gap = coverage.Gaps.SingleOrDefault(g => Contains(g, from)).ShouldNotBeNull($"{result} {string.Join(' ', coverage.Gaps)}");
                if (gap.Kind.IsMissing())
                    gap.Reason.ShouldBe(result.Reason);
                else
                    IsNowhere(after is { Known: true } ? after : before, from).ShouldBeTrue();
            }

            foreach (var gap in coverage.Gaps.Where(g => g.Kind.IsMissing()))
            {
                // A region that began to capture again was not asked for what it did not have at first.
                var at = (gap.From ?? PacketTime.MinValue).Nanoseconds;
                if (gap.Reason.Contains("was not asked", StringComparison.Ordinal))
                    results.Any(r => r.Window.Contains(at)).ShouldBeFalse();
                else
                    results.Any(r => r.Ended == gap.Kind && r.Window.Contains(at)).ShouldBeTrue();
            }
        }
    }

    private static FetchCoverage Find(TimeWindow window, int now, RegionHoldings before, RegionHoldings? after, IReadOnlyList<SliceResult> results) =>
        FetchGaps.Find(new() { Region = "Region 1", Window = window, PinnedAt = Held.At(now), Results = results, Before = before, After = after });

    private static void CheckShape(FetchCoverage coverage, TimeWindow window)
    {
        coverage.Verdict.ShouldBe(FetchCoverage.Judge(coverage.Gaps));
        for (var i = 0; i < coverage.Gaps.Count; i++)
        {
            var gap = coverage.Gaps[i];
            var span = new TimeWindow(gap.From, gap.To);
            span.IsEmpty.ShouldBeFalse();
            span.ShouldBe(window.Intersect(span));
            gap.Reason.ShouldEndWith(".");
            if (i == 0)
                continue;
            var last = coverage.Gaps[i - 1];
            (last.To <= gap.From).ShouldBeTrue();
            (last.To == gap.From && last.Kind == gap.Kind && last.Reason == gap.Reason).ShouldBeFalse();
        }
    }

    private static (RegionHoldings Holdings, TimeWindow Window, int Now) Scene(Random random)
    {
        var now = 20_000;
        int[][] threads = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Files(random, random.Next(20_000), now))];
        var holdings = random.Next(8) == 0 ? Held.Unknown(now) with { Horizon = random.Next(2) == 0 ? null : Held.At(now - 120) } : Held.Of(now, threads);
        if (random.Next(8) == 0 && holdings.Known)
            holdings = holdings with { Oldest = null };
        TimeWindow window;
        do
            window = Held.Window(random.Next(4) == 0 ? null : random.Next(-100, 21_000), random.Next(4) == 0 ? null : random.Next(-100, 21_000));
        while (window.IsEmpty);
        return (holdings, window, now);
    }

    private static int[] Files(Random random, int from, int now)
    {
        var files = new List<int>();
        var end = random.Next(3) == 0 ? random.Next(from, now) : now;
        for (var at = from; at < end; at += random.Next(40) == 0 ? random.Next(3000) : 60)
            files.Add(at);
        return [.. files];
    }

    /// <summary>Some minutes on: the oldest files are gone, new ones are there.</summary>
    private static RegionHoldings Later(Random random, RegionHoldings before)
    {
        var gone = random.Next(3) == 0 ? 0 : random.Next(3000);
        int[][] threads = [.. before.Threads.Select(t => t.Files.Select(f => (int)(f.Start.Nanoseconds / PacketTime.Second)).Where(s => s >= gone).Append(20_000 + random.Next(400)).ToArray())];
        return Held.Of(20_500, threads);
    }

    private static IReadOnlyList<Slice> Plan(TimeWindow window, RegionHoldings holdings, int now, Random random) =>
        SlicePlanner.Plan(window, holdings, Held.At(now), TimeSpan.FromMinutes(5 + random.Next(100)), Held.Age);

    private static PacketTime Near(Random random, TimeWindow window)
    {
        var (from, to) = (window.After ?? Held.At(0), window.Before ?? Held.At(21_000));
        return to <= from ? from : new(random.NextInt64(from.Nanoseconds - PacketTime.Second, to.Nanoseconds + PacketTime.Second));
    }

    private static bool IsNowhere(RegionHoldings holdings, PacketTime at) =>
        holdings.Threads.All(t => t.Files.All(f => !(f.Start <= at && at < f.End)));

    private static bool Contains(Gap gap, PacketTime at) => new TimeWindow(gap.From, gap.To).Contains(at.Nanoseconds);

    private static PacketTime Middle(PacketTime from, PacketTime to) => new(from.Nanoseconds + ((to.Nanoseconds - from.Nanoseconds) / 2));
}
