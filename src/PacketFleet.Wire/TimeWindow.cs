namespace PacketFleet.Wire;

/// <summary>The half-open span <c>[After, Before)</c> of packet times; an end that is null is open.</summary>
public readonly record struct TimeWindow(PacketTime? After, PacketTime? Before)
{
    /// <summary>Open at both ends: every packet.</summary>
    public static readonly TimeWindow Everything;

    /// <summary>No moment lies inside.</summary>
    public bool IsEmpty => After is { } after && Before is { } before && before <= after;

    /// <summary>The first nanosecond inside.</summary>
    public long First => After?.Nanoseconds ?? long.MinValue;

    /// <summary>The first nanosecond behind the end; <see cref="long.MaxValue"/> where the end is open.</summary>
    public long End => Before?.Nanoseconds ?? long.MaxValue;

    /// <summary>Whether a packet with this time (nanoseconds since 1970) lies inside.</summary>
    public bool Contains(long nanoseconds) => nanoseconds >= First && (nanoseconds < End || Before is null);

    /// <summary>What both windows have in common.</summary>
    public TimeWindow Intersect(TimeWindow other) => new(
        After is null ? other.After : other.After is null ? After : After > other.After ? After : other.After,
        Before is null ? other.Before : other.Before is null ? Before : Before < other.Before ? Before : other.Before);

    /// <summary>The window with both ends moved outwards; open ends stay open.</summary>
    public TimeWindow Pad(TimeSpan by) => new(After?.Add(-by), Before?.Add(by));

    /// <summary><c>after … before …</c> in RFC 3339, or <c>any time</c>.</summary>
    public override string ToString() => (After, Before) switch
    {
        (null, null) => "any time",
        ({ } a, null) => $"from {a}",
        (null, { } b) => $"until {b}",
        ({ } a, { } b) => $"{a} – {b}",
    };
}
