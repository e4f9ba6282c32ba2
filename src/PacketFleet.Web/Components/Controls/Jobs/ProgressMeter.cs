namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>Speed and time left, from what was seen of a counter and a fraction. Bounded: the last 64 samples.</summary>
public sealed class ProgressMeter
{
    private const int Most = 64;
    private static readonly TimeSpan RateSpan = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan SlopeSpan = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);
    private readonly Queue<Sample> _samples = new();
    private Sample _latest;

    /// <summary>Notes what a snapshot says.</summary>
    public void Note(DateTimeOffset at, long bytes, double? progress)
    {
        // A counter that falls is a new attempt: what was before says nothing of it.
        if (_samples.Count > 0 && (bytes < _latest.Bytes || progress < _latest.Progress))
            _samples.Clear();
        if (_samples.Count == Most)
            _samples.Dequeue();
        _latest = new(at, bytes, progress);
        _samples.Enqueue(_latest);
    }

    /// <summary>Bytes a second over the last four seconds; 0 where nothing came.</summary>
    public double Rate(DateTimeOffset now)
    {
        if (Base(now - RateSpan) is not { } from)
            return 0;
        var span = now - from.At;
        return span < Shortest ? 0 : (_latest.Bytes - from.Bytes) / Math.Min(span.TotalSeconds, RateSpan.TotalSeconds);
    }

    /// <summary>How long until the fraction is 1, from now; null where it cannot be told.</summary>
    public TimeSpan? Left(DateTimeOffset now)
    {
        if (_latest.Progress is not { } progress || Base(now - SlopeSpan) is not { Progress: { } before } from)
            return null;
        var span = (_latest.At - from.At).TotalSeconds;
        if (span < 1 || progress <= before || progress >= 1)
            return null;
        var left = ((1 - progress) * span / (progress - before)) - (now - _latest.At).TotalSeconds;
        return left is > 0 and < 7 * 86_400 ? TimeSpan.FromSeconds(left) : null;
    }

    // The newest sample not younger than that moment, or the oldest there is.
    private Sample? Base(DateTimeOffset moment)
    {
        Sample? found = null;
        foreach (var sample in _samples)
        {
            if (found is not null && sample.At > moment)
                break;
            found = sample;
        }

        return found;
    }

    private readonly record struct Sample(DateTimeOffset At, long Bytes, double? Progress);
}
