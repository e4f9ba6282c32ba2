using System.Globalization;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>Waiting for packets that are captured but not on a region's disk yet. Times by our clock.</summary>
/// <param name="Until">No longer than this: the file age and the capture lag past the pinned end. What is not there then is too recent.</param>
/// <param name="LookAt">When they may be there: before that it is not worth looking again.</param>
/// <param name="Reason">One sentence on what is waited for.</param>
internal sealed record RecentWait(DateTimeOffset Until, DateTimeOffset LookAt, string Reason)
{
    /// <summary>A sensor looks for its own new files so often.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(15);

    /// <summary>Between two looks at a region that is late.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan UsualAge = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The wait for the end of a window; null where there is nothing to wait for: all of it is on the disk, it was waited long enough,
    /// the region is a directory, does not capture, or does not answer.
    /// </summary>
    /// <param name="window">The pinned window; an open end is the pinned now.</param>
    /// <param name="holdings">What the region holds now.</param>
    /// <param name="pinnedAt">When the job was submitted.</param>
    /// <param name="now">Now.</param>
    /// <param name="captureLag">How long packets take to be on its disk where it does not tell.</param>
    public static RecentWait? Of(TimeWindow window, RegionHoldings holdings, PacketTime pinnedAt, DateTimeOffset now, TimeSpan captureLag)
    {
        ArgumentNullException.ThrowIfNull(holdings);

        // By the region's clock, which stamps its packets. What is to be captured after the job was submitted is not waited for.
        var pinned = holdings.ByItsClock(pinnedAt);
        var end = window.Before < pinned ? window.Before.Value : pinned;
        if (holdings is { Known: true, FileAge: null } or { Capturing: false } || holdings.Horizon is not { } horizon || horizon >= end || window.After >= end)
            return null;

        var age = holdings.FileAge is { } known && known > TimeSpan.Zero ? known : UsualAge;
        var until = Ours(holdings, end.Add(holdings.Known ? age : TimeSpan.Zero).Add(captureLag));
        if (now >= until)
            return null;

        var lookAt = Ours(holdings, holdings.Known ? NextFile(horizon, end, age).Add(Notice) : end.Add(captureLag));
        if (lookAt < now + LookAgain)
            lookAt = now + LookAgain;
        if (lookAt > until)
            lookAt = until;
        return new(until, lookAt, Sentence(holdings, horizon, pinned, lookAt - now));
    }

    private static DateTimeOffset Ours(RegionHoldings holdings, PacketTime time) => time.Add(-holdings.ClockSkew).ToDateTimeOffset();

    /// <summary>When the first file is begun that shows all before the end to be written.</summary>
    private static PacketTime NextFile(PacketTime horizon, PacketTime end, TimeSpan age) =>
        horizon.Add(TimeSpan.FromTicks(age.Ticks * (((end.Since(horizon).Ticks - 1) / age.Ticks) + 1)));

    private static string Sentence(RegionHoldings holdings, PacketTime horizon, PacketTime pinned, TimeSpan rest)
    {
        var day = pinned.Since(horizon) < TimeSpan.FromHours(12);
        var time = day ? horizon.ToDateTimeOffset().ToString("HH:mm:ss", CultureInfo.InvariantCulture) : GapWords.Text(horizon);
        var has = holdings.Known ? "has" : "may have";
        return $"{holdings.Region} {has} written up to {time}; the last minutes follow in about {About(rest)}.";
    }

    private static string About(TimeSpan rest) => rest <= TimeSpan.FromMinutes(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Ceiling(rest.TotalSeconds / 10)) * 10:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(rest.TotalMinutes):N0} min");
}
