using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Components.Controls.Composer.Windows;

/// <summary>
/// The times a query asks for, beside its text: any time, the last hours, from one moment to another (either end may be open),
/// or around a moment. Windows compare by value.
/// </summary>
public sealed record ChosenWindow
{
    /// <summary>Open at both ends.</summary>
    public static readonly ChosenWindow AnyTime = new();

    private ChosenWindow()
    {
    }

    /// <summary>Its start, in the window; null = open.</summary>
    public QueryTime? From { get; private init; }

    /// <summary>Its end, not in the window any more; null = open.</summary>
    public QueryTime? To { get; private init; }

    /// <summary>The moment it lies around; null where it was chosen by its ends.</summary>
    public PacketTime? Moment { get; private init; }

    /// <summary>How far it reaches to each side of <see cref="Moment"/>.</summary>
    public TimeSpan Reach { get; private init; }

    /// <summary>Neither end is set.</summary>
    public bool IsAnyTime => From is null && To is null;

    /// <summary>How long ago it starts where it goes on until now; else null.</summary>
    public TimeSpan? Length => To is null ? From?.Ago : null;

    /// <summary>Its time terms in the query language: <c>after 4h ago</c>; empty for any time.</summary>
    public string Terms => string.Join(" and ", new[] { From is null ? null : "after " + From.Text, To is null ? null : "before " + To.Text }.OfType<string>());

    /// <summary>From a whole number of minutes ago until now.</summary>
    public static ChosenWindow Last(TimeSpan length) => Between(Ago(length), null);

    /// <summary>From a moment to another; null leaves an end open.</summary>
    public static ChosenWindow Between(QueryTime? from, QueryTime? to) => from is null && to is null ? AnyTime : new() { From = from, To = to };

    /// <summary>From a moment to another; null leaves an end open.</summary>
    public static ChosenWindow Between(PacketTime? from, PacketTime? to) => Between(At(from), At(to));

    /// <summary>As far before a moment as after it.</summary>
    public static ChosenWindow Around(PacketTime moment, TimeSpan reach) =>
        new() { From = At(moment.Add(-reach)), To = At(moment.Add(reach)), Moment = moment, Reach = reach };

    /// <summary>The window in packet time, counted back from <paramref name="now"/> where it is relative.</summary>
    public TimeWindow Pin(PacketTime now) => new(Pin(From, now), Pin(To, now));

    /// <summary>A moment as a query writes it.</summary>
    public static QueryTime At(PacketTime moment) => new(moment, null, moment.ToString());

    /// <summary>A whole number of minutes ago, in hours where it is a number of them.</summary>
    public static QueryTime Ago(TimeSpan ago)
    {
        var minutes = ago.Ticks / TimeSpan.TicksPerMinute;
        var text = minutes % 60 == 0 && minutes > 0 ? $"{minutes / 60}h ago" : $"{minutes}m ago";
        return new(null, TimeSpan.FromTicks(minutes * TimeSpan.TicksPerMinute), text);
    }

    internal static PacketTime? Pin(QueryTime? time, PacketTime now) => time is null ? null : time.Absolute ?? now.Add(-time.Ago.GetValueOrDefault());

    private static QueryTime? At(PacketTime? moment) => moment is { } known ? At(known) : null;
}
