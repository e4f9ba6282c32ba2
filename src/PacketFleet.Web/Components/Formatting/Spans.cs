using System.Globalization;

namespace PacketFleet.Web.Components.Formatting;

/// <summary>Lengths of time as people read them.</summary>
internal static class Spans
{
    /// <summary>A running clock: <c>12 s</c>, <c>3 m 12 s</c>, <c>4 m 05 s</c>, <c>1 h 04 m</c>, <c>2 d 4 h</c>. Never negative.</summary>
    public static string Clock(TimeSpan span)
    {
        if (span < TimeSpan.Zero)
            span = TimeSpan.Zero;
        return span switch
        {
            { TotalSeconds: < 60 } => $"{span.Seconds} s",
            { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} m {span.Seconds:00} s"),
            { TotalHours: < 24 } => string.Create(CultureInfo.InvariantCulture, $"{span.Hours} h {span.Minutes:00} m"),
            _ => $"{(int)span.TotalDays} d {span.Hours} h",
        };
    }

    /// <summary>How long something took: below ten seconds with a tenth: <c>0.3 s</c>, <c>3 m 12 s</c>.</summary>
    public static string Took(TimeSpan span) => span is { TotalSeconds: >= 0 and < 9.95 }
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s")
        : Clock(span);

    /// <summary>An age that need not tick: from a minute on without seconds: <c>9 m</c>, <c>1 h 04 m</c>, <c>2 d 4 h</c>.</summary>
    public static string Age(TimeSpan span) => span is { TotalMinutes: >= 1 and < 60 } ? $"{span.Minutes} m" : Clock(span);

    /// <summary>How long something will take, coarse: <c>40 s left</c>, <c>6 m 10 s left</c>.</summary>
    public static string Left(TimeSpan span)
    {
        var seconds = Math.Max(1, span.TotalSeconds);
        var step = seconds < 10 ? 1 : seconds < 120 ? 5 : 10;
        return $"{Clock(TimeSpan.FromSeconds(Math.Ceiling(seconds / step) * step))} left";
    }

    /// <summary>A stretch of captured time: <c>less than 1 s</c>, <c>40 s</c>, <c>14 min</c>, <c>60 min</c>, <c>4 h</c>, <c>4 h 20 min</c>, <c>3 d</c>.</summary>
    public static string Stretch(TimeSpan span)
    {
        if (span < TimeSpan.FromSeconds(1))
            return "less than 1 s";
        if (span < TimeSpan.FromSeconds(90))
            return span == TimeSpan.FromMinutes(1) ? "1 min" : $"{(int)Math.Round(span.TotalSeconds)} s";
        var minutes = (long)Math.Round(span.TotalMinutes);
        if (minutes < 120)
            return $"{minutes} min";
        var (hours, rest) = Math.DivRem(minutes, 60);
        if (hours < 48)
            return rest == 0 ? $"{hours} h" : $"{hours} h {rest} min";
        var (days, left) = Math.DivRem(hours, 24);
        return left == 0 ? $"{days} d" : $"{days} d {left} h";
    }
}
