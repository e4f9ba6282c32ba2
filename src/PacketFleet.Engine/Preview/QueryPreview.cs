using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Planning;
using PacketFleet.Engine.Regions;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Engine.Preview;

/// <summary>Shows what a query would find before it is fetched: what each region holds of its window, and how many packets match.</summary>
public sealed class QueryPreview
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly JobPlanner _planner;
    private readonly RegionCatalog _catalog;
    private readonly TimeProvider _time;

    /// <summary>A preview over these regions.</summary>
    public QueryPreview(RegionCatalog catalog, EngineOptions options, TimeProvider time)
    {
        _planner = new(catalog, options);
        _catalog = catalog;
        _time = time;
    }

    /// <summary>The plan, or null with everything that is wrong with the request. Rebased directories may be read through first.</summary>
    public PreviewPlan? Plan(PreviewRequest request, out IReadOnlyList<RequestError> errors)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = _time.GetUtcNow();
        var found = new List<RequestError>();
        var after = ReadTime("after", request.After, found);
        var before = ReadTime("before", request.Before, found);
        var job = _planner.Plan(new JobRequest { Query = request.Query, Regions = request.Regions }, "", now, out var wrong);
        errors = [.. wrong, .. found];
        if (job is null || errors.Count > 0)
            return null;

        // Terms group from the left: what comes behind holds for all of the query.
        var text = string.Join(" and ", new[] { job.Query, after, before }.OfType<string>());
        if (!QueryParser.TryParse(text, out var query, out var fault, QueryLimits.Stored))
        {
            errors = [new("query", fault.Message)];
            return null;
        }

        var pinned = query.Pin(job.PinnedAt);
        if (pinned.Window.IsEmpty)
        {
            errors = [new("after", $"The window is empty: it starts at {pinned.Window.After} and ends at {pinned.Window.Before}. Swap `after` and `before`.")];
            return null;
        }

        return new(pinned, job.PinnedAt, [.. job.Fetches.Select(f => (_catalog.Find(f.Region)!, f.Shift))]);
    }

    /// <summary>What the regions hold of the window, in the order of the plan; all are asked at once.</summary>
    public static async Task<IReadOnlyList<RegionPreview>> ShowAsync(PreviewPlan plan, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return await Task.WhenAll(plan.Regions.Select(r => ShowAsync(r.Region, plan, cancellation))).ConfigureAwait(false);
    }

    /// <summary>What one region holds of the window.</summary>
    public static async Task<RegionPreview> ShowAsync(IRegion region, PreviewPlan plan, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(plan);
        var holdings = await region.HoldingsAsync(cancellation).ConfigureAwait(false);
        return new(region.Name, holdings, WindowCoverage.Of(holdings, plan.Window, plan.PinnedAt));
    }

    /// <summary>
    /// Counts in all regions at once: the state of a region when it moved, of each at most four times a second, and its last one.
    /// Cancelling ends all counting at once.
    /// </summary>
    public async IAsyncEnumerable<RegionCount> CountAsync(PreviewPlan plan, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        // Each region stands in it once at most.
        var moved = Channel.CreateUnbounded<RunningCount>();
        var counts = Counts(plan);
        var running = Task.WhenAll(counts.Select(c => c.RunAsync(moved.Writer, stop.Token)));
        try
        {
            for (var left = counts.Length; left > 0;)
            {
                await moved.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false);
                while (moved.Reader.TryRead(out var next))
                {
                    var count = next.Take();
                    left -= count.Ended ? 1 : 0;
                    yield return count;
                }

                if (left > 0)
                    await Task.Delay(Tick, _time, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(false);
        }
    }

    /// <summary>Counts in all regions at once: the last state of each, in the order of the plan.</summary>
    public static async Task<IReadOnlyList<RegionCount>> CountToEndAsync(PreviewPlan plan, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var counts = Counts(plan);
        await Task.WhenAll(counts.Select(c => c.RunAsync(moved: null, cancellation))).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return [.. counts.Select(c => c.Take())];
    }

    private static RunningCount[] Counts(PreviewPlan plan) =>
        [.. plan.Regions.Select(r => new RunningCount(r.Region, new CountRequest(plan.Query, plan.Window) { Shift = r.Shift }))];

    private static string? ReadTime(string field, string? text, List<RequestError> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        var term = $"{field} {text.Trim()}";
        if (QueryParser.TryParse(term, out var query, out var error) && query.Root is TimeNode)
            return query.Canonical;
        errors.Add(new(field, error?.Message ?? $"`{field}` holds more than a time: give one such as 2026-11-24T15:00:00Z or 3h ago."));
        return null;
    }
}
