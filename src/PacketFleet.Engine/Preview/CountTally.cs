using PacketFleet.Wire;

namespace PacketFleet.Engine.Preview;

/// <summary>Adds the steps of one region's count up.</summary>
internal sealed class CountTally(string region)
{
    private const long Minute = 60 * PacketTime.Second;

    private readonly SortedDictionary<long, long> _minutes = [];
    private long _packets;
    private long _edge;
    private double _progress;
    private CountEnd? _end;

    /// <summary>Takes a step in.</summary>
    public void Add(CountStep step)
    {
        if (step is CountEnd end)
        {
            _end = end;
            _progress = 1;
        }
        else if (step is CountedPart part)
        {
            _packets += part.Packets;
            _edge += part.IsEdge ? part.Packets : 0;
            _progress = part.Progress;
            if (part.Packets > 0)
            {
                var minute = Floor(part.At.Nanoseconds);
                _minutes[minute] = _minutes.GetValueOrDefault(minute) + part.Packets;
            }
        }
    }

    /// <summary>What came together so far.</summary>
    public RegionCount Take() => new(
        region, _packets, _edge, [.. _minutes.Select(m => new MinuteCount(new(m.Key), m.Value))], _progress,
        _end is not null, _end?.Complete ?? false, _end?.Reason, _end?.Counted);

    private static long Floor(long at) => at - (((at % Minute) + Minute) % Minute);
}
