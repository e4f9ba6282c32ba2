using System.Threading.Channels;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Engine.Preview;

/// <summary>The count of one region, under way: written by its own loop, read by another.</summary>
internal sealed class RunningCount(IRegion region, CountRequest request)
{
    private readonly Lock _gate = new();
    private readonly CountTally _tally = new(region.Name);
    private bool _isNoticed;

    /// <summary>Counts to the end, and puts this into the channel, if there is one, whenever it moved and does not stand there yet. Never fails.</summary>
    public async Task RunAsync(ChannelWriter<RunningCount>? moved, CancellationToken cancellation)
    {
        var ended = false;
        try
        {
            await foreach (var step in region.CountAsync(request, cancellation).ConfigureAwait(false))
            {
                ended |= step is CountEnd;
                Add(step, moved);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Nobody reads any more.
            return;
        }
        catch (Exception e)
        {
            Add(new CountEnd(false, $"{region.Name} could not be counted because of a fault in this program ({e.GetType().Name}): try again.", null), moved);
            return;
        }

        if (!ended && !cancellation.IsCancellationRequested)
            Add(new CountEnd(false, $"{region.Name} ended its count early: try again.", null), moved);
    }

    /// <summary>The state now.</summary>
    public RegionCount Take()
    {
        lock (_gate)
        {
            _isNoticed = false;
            return _tally.Take();
        }
    }

    private void Add(CountStep step, ChannelWriter<RunningCount>? moved)
    {
        lock (_gate)
        {
            _tally.Add(step);
            if (_isNoticed || moved is null)
                return;
            _isNoticed = true;
        }

        moved?.TryWrite(this);
    }
}
