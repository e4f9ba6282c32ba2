using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Engine.Regions.Stenographers;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs.Slices;

/// <summary>Holdings as a Stenographer's files give them; times in whole seconds.</summary>
internal static class Held
{
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan Lag = TimeSpan.FromSeconds(120);

    public static PacketTime At(double seconds) => new((long)(seconds * PacketTime.Second));

    public static TimeWindow Window(double? after, double? before) => new(after is { } a ? At(a) : null, before is { } b ? At(b) : null);

    /// <summary>A thread's file starts, one a minute, from one up to another and no further.</summary>
    public static int[] Minutes(int from, int to) => [.. Enumerable.Range(0, ((to - from) / 60) + 1).Select(i => from + (i * 60))];

    public static RegionHoldings Of(int now, params int[][] threads) => Aged(60, now, threads);

    public static RegionHoldings Aged(int age, int now, params int[][] threads) =>
        new FileHoldings(TimeSpan.FromSeconds(age), Lag).Complete(Found(now), [.. threads.Select(t => (PacketTime[])[.. t.Distinct().Order().Select(s => At(s))])], oldestKnown: true);

    public static RegionHoldings Unknown(int now) => Found(now) with { Reason = "Region 1 does not tell what it holds (HTTP 404)." };

    /// <summary>As a directory with captures at these times has it.</summary>
    public static RegionHoldings Directory(int now, params (int From, int To)[] captures)
    {
        HeldFile[] files = [.. captures.Select(c => new HeldFile(At(c.From), At(c.To)))];
        return Found(now) with
        {
            Known = true,
            Threads = [new(0, files)],
            Oldest = files[0].Start,
            Newest = files[^1].End,
            Capturing = false,
            Horizon = files[^1].End,
            Holes = [.. HeldHoles.Between(new(0, files), TimeSpan.FromMinutes(2)), new(0, files[^1].End, null)],
        };
    }

    public static string Text(TimeWindow window) => $"{Text(window.After)}-{Text(window.Before)}";

    public static string Text(PacketTime? time) =>
        time is { } t ? (t.Nanoseconds / (decimal)PacketTime.Second).ToString("0.#########", System.Globalization.CultureInfo.InvariantCulture) : "…";

    private static RegionHoldings Found(int now) => new() { Region = "Region 1", TakenAt = At(now).ToDateTimeOffset() };
}
