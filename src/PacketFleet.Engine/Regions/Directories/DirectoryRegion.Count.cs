using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PacketFleet.Engine.Preview;

namespace PacketFleet.Engine.Regions.Directories;

public sealed partial class DirectoryRegion
{
    /// <inheritdoc/>
    /// <remarks>Reads the packets of the window in the order of time and counts exactly.</remarks>
    public async IAsyncEnumerable<CountStep> CountAsync(CountRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var began = _time.GetTimestamp();
        var inventory = await _directory.LookAsync().WaitAsync(cancellation).ConfigureAwait(false);
        if (inventory.Problem is { } problem)
        {
            yield return new CountEnd(false, $"{Name} {problem.Predicate}.", null);
            yield break;
        }

        // A reader that goes away early ends the counting too.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var steps = Channel.CreateBounded<CountStep>(new BoundedChannelOptions(256) { SingleReader = true, SingleWriter = true });
        var count = new DirectoryCount(Name, inventory.Files, request, _time, began);
        var counting = Task.Factory.StartNew(() => count.Run(steps.Writer, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await foreach (var step in steps.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
                yield return step;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await counting.ConfigureAwait(false);
        }
    }
}
