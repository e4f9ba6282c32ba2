using System.Runtime.CompilerServices;
using PacketFleet.Engine.Preview;
using PacketFleet.Engine.Regions;
using PacketFleet.Engine.Regions.Holdings;

namespace PacketFleet.Web.Tests.Api;

/// <summary>A region with holdings and a count as told; without steps its count goes on until it is cancelled.</summary>
internal sealed class PreviewRegion(RegionHoldings holdings, IReadOnlyList<CountStep>? steps) : IRegion
{
    private readonly TaskCompletionSource _counting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done once it counts.</summary>
    public Task Counting => _counting.Task;

    /// <summary>Done once its count was cancelled.</summary>
    public Task Cancelled => _cancelled.Task;

    /// <summary>The last count asked for.</summary>
    public CountRequest? Asked { get; private set; }

    public string Name => holdings.Region;

    public RegionKind Kind => RegionKind.Stenographer;

    public string Tag => "steno";

    public string? SourceOverride => null;

    public int MaxConcurrentFetches => 2;

    public RegionHealth Health => RegionHealth.Unknown;

    public long Shift => 0;

    public Task<RegionHealth> CheckAsync(CancellationToken cancellation) => Task.FromResult(Health);

    public Task<RegionHoldings> HoldingsAsync(CancellationToken cancellation) => Task.FromResult(holdings);

    public async IAsyncEnumerable<CountStep> CountAsync(CountRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Asked = request;
        _counting.TrySetResult();
        if (steps is null)
        {
            await using (cancellation.Register(() => _cancelled.TrySetResult()))
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        }

        foreach (var step in steps!)
            yield return step;
    }

    public RegionStream Open(RegionRequest request, CancellationToken cancellation) => throw new NotSupportedException();
}
