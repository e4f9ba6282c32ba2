using System.Collections.Concurrent;
using System.Diagnostics;
using PacketFleet.Engine.Jobs.Admission;
using PacketFleet.Engine.Jobs.Grains;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>Sees every slot that a silo's regions give, and when.</summary>
internal sealed class SlotWatch : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    private readonly ConcurrentDictionary<(string Region, long Job), TimeSpan> _times = [];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<long>> _orders = new(StringComparer.Ordinal);
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Now, on the same clock.</summary>
    public TimeSpan Now => _clock.Elapsed;

    /// <summary>When a region first gave a job a slot.</summary>
    public TimeSpan GivenAt(string region, long job) => _times[(region, job)];

    /// <summary>The jobs that a region gave a slot, in that order.</summary>
    public IReadOnlyList<long> OrderOf(string region) => [.. _orders[region]];

    /// <summary>A fetch that asks may be given a slot at once.</summary>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        if (context.Grain is RegionGrain region && context.MethodName == nameof(IRegionGrain.AskAsync) && context.Result is 0)
            Given(region.GetPrimaryKeyString(), ((Ticket)context.Request.GetArgument(0)!).Job);
    }

    /// <summary>One that waits in line is woken.</summary>
    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.Grain is IFetchGrain fetch && context.MethodName == nameof(IFetchGrain.AdmittedAsync))
        {
            var job = fetch.GetPrimaryKeyLong(out var region);
            Given(region!, job);
        }

        return context.Invoke();
    }

    private void Given(string region, long job)
    {
        if (_times.TryAdd((region, job), Now))
            _orders.GetOrAdd(region, _ => []).Enqueue(job);
    }
}
