using System.Globalization;

namespace PacketFleet.Wire;

/// <summary>
/// A moment as captures know it: whole nanoseconds since 1970-01-01T00:00:00Z. Range about 1677 to 2262.
/// (<see cref="DateTimeOffset"/> counts in 100 ns and would cut nanosecond captures.)
/// </summary>
public readonly record struct PacketTime(long Nanoseconds) : IComparable<PacketTime>
{
    /// <summary>Nanoseconds in a second.</summary>
    public const long Second = 1_000_000_000;

    /// <summary>The earliest moment that can be told.</summary>
    public static readonly PacketTime MinValue = new(long.MinValue);

    /// <summary>The latest moment that can be told.</summary>
    public static readonly PacketTime MaxValue = new(long.MaxValue);

    /// <summary>The moment as whole nanoseconds; moments outside the range become the nearest end of it.</summary>
    public static PacketTime From(DateTimeOffset moment) => Saturate((Int128)(moment.UtcTicks - DateTime.UnixEpoch.Ticks) * 100);

    /// <summary>Seconds and nanoseconds since 1970; a sum outside the range becomes the nearest end of it.</summary>
    public static PacketTime FromSeconds(long seconds, long nanoseconds = 0) => Saturate(((Int128)seconds * Second) + nanoseconds);

    /// <summary>The moment in 100 ns ticks, rounded down.</summary>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch.AddTicks(Math.DivRem(Nanoseconds, 100).Quotient - (Nanoseconds % 100 < 0 ? 1 : 0));

    /// <summary>This moment and a span later; a sum outside the range becomes the nearest end of it.</summary>
    public PacketTime Add(TimeSpan span) => Saturate(Nanoseconds + ((Int128)span.Ticks * 100));

    /// <summary>The span from an earlier moment to this one, rounded to 100 ns.</summary>
    public TimeSpan Since(PacketTime earlier) => TimeSpan.FromTicks((long)(((Int128)Nanoseconds - earlier.Nanoseconds) / 100));

    /// <inheritdoc/>
    public int CompareTo(PacketTime other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>Earlier than.</summary>
    public static bool operator <(PacketTime left, PacketTime right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Later than.</summary>
    public static bool operator >(PacketTime left, PacketTime right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Not later than.</summary>
    public static bool operator <=(PacketTime left, PacketTime right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(PacketTime left, PacketTime right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>RFC 3339 in UTC, with as many of nine digits of a second as are needed: <c>2026-11-24T15:00:00.25Z</c>.</summary>
    public override string ToString()
    {
        var (seconds, fraction) = Math.DivRem(Nanoseconds, Second);
        if (fraction < 0)
        {
            seconds--;
            fraction += Second;
        }

        var text = DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return fraction == 0 ? text + "Z" : text + "." + fraction.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0') + "Z";
    }

    private static PacketTime Saturate(Int128 nanoseconds) =>
        new(nanoseconds < long.MinValue ? long.MinValue : nanoseconds > long.MaxValue ? long.MaxValue : (long)nanoseconds);
}
