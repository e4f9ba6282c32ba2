using System.Globalization;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>When a region will have deleted the start of a window.</summary>
/// <param name="At">By our clock.</param>
/// <param name="Reason">One sentence.</param>
internal sealed record AgeLoss(DateTimeOffset At, string Reason);

/// <summary>
/// Watches a region's oldest file move on, and reckons when it will pass the start of a window. For one thread.
/// </summary>
internal sealed class AgeOut
{
    /// <summary>What is further away is not told: it would be a guess.</summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromHours(1);

    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UsualAge = TimeSpan.FromMinutes(1);

    /// <summary>The oldest moves file by file: over fewer files than these its pace cannot be told.</summary>
    private const int FilesForPace = 10;

    private readonly List<(DateTimeOffset At, PacketTime Oldest)> _seen = [];
    private RegionHoldings? _latest;

    /// <summary>What the region held at one more moment. Holdings that do not tell its oldest file are passed over.</summary>
    public void See(RegionHoldings holdings)
    {
        ArgumentNullException.ThrowIfNull(holdings);
        if (holdings.Oldest is not { } oldest || (_latest is not null && holdings.TakenAt <= _latest.TakenAt))
            return;

        // A sensor that finds older files than before has been started anew.
        if (_latest?.Oldest > oldest)
            _seen.Clear();
        _latest = holdings;
        if (_seen.Count == 0 || holdings.TakenAt - _seen[^1].At >= Spacing)
            _seen.Add((holdings.TakenAt, oldest));
        while (_seen.Count > 1 && holdings.TakenAt - _seen[0].At > Memory)
            _seen.RemoveAt(0);
    }

    /// <summary>
    /// When the region begins to lose the window; null where that is more than an hour away or cannot be told: while its oldest file was
    /// not seen to move, where the window starts with whatever it holds, and where nothing of the window is left to lose.
    /// </summary>
    /// <param name="window">The pinned window.</param>
    /// <param name="now">Now.</param>
    public AgeLoss? LossOf(TimeWindow window, DateTimeOffset now)
    {
        if (window.After is not { } start || _latest is not { Oldest: { } oldest } latest || window.Before <= oldest || Pace(latest, oldest) is not { } pace)
            return null;

        var seconds = start > oldest ? start.Since(oldest).TotalSeconds / pace : 0;
        var left = seconds - (now - latest.TakenAt).TotalSeconds;
        if (!(left <= Horizon.TotalSeconds))
            return null;
        return left < 60
            ? new(left > 0 ? now.AddSeconds(left) : now, $"{latest.Region} is losing this now.")
            : new(now.AddSeconds(left), string.Create(CultureInfo.InvariantCulture, $"{latest.Region} loses this in {Math.Floor(left / 60):0} min."));
    }

    /// <summary>Seconds by which the oldest moves on in a second; null where it was not seen to move.</summary>
    private double? Pace(RegionHoldings latest, PacketTime oldest)
    {
        var moved = oldest.Since(_seen[0].Oldest);
        if (moved <= TimeSpan.Zero)
            return null;

        var span = latest.TakenAt - _seen[0].At;
        return span >= (latest.FileAge ?? UsualAge) * FilesForPace ? moved / span : 1;
    }
}
