using Microsoft.Extensions.Logging;

namespace PacketFleet.Engine.Regions;

/// <summary>
/// Checks every region at its start and then each in a rhythm of its own: every 15 s while it answers; 15, 30, then 60 s apart
/// while it does not. Who shows regions subscribes with <see cref="OnChanged"/> and reads <see cref="IRegion.Health"/>.
/// </summary>
public sealed partial class RegionHealthMonitor : IAsyncDisposable
{
    private const int MostDoublings = 2;

    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(15);

    private readonly RegionCatalog _catalog;
    private readonly TimeProvider _time;
    private readonly ILogger<RegionHealthMonitor> _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task _loops = Task.CompletedTask;
    private bool _started;

    /// <summary>A monitor that rests until <see cref="Start"/>.</summary>
    public RegionHealthMonitor(RegionCatalog catalog, TimeProvider time, ILogger<RegionHealthMonitor> logger)
    {
        _catalog = catalog;
        _time = time;
        _logger = logger;
    }

    /// <summary>Begins checking; a second call does nothing.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_started || _stop.IsCancellationRequested)
                return;

            _started = true;
            _loops = Task.WhenAll(_catalog.All.Select(region => Task.Run(() => WatchAsync(region, _stop.Token))));
        }
    }

    /// <summary>Ends checking for good and returns when the last check has ended.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task loops;
        lock (_gate)
            loops = _loops;

        await loops.ConfigureAwait(false);
    }

    /// <summary>Checks one region now, outside its rhythm.</summary>
    public async Task<RegionHealth> CheckNowAsync(IRegion region, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(region);
        var before = region.Health;
        var after = await region.CheckAsync(cancellation).ConfigureAwait(false);
        Compare(region, before, after);
        return after;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WatchAsync(IRegion region, CancellationToken stop)
    {
        var failures = 0;
        try
        {
            while (true)
            {
                failures = await CheckAsync(region, stop).ConfigureAwait(false) ? 0 : failures + 1;
                await Task.Delay(Rhythm * (1 << Math.Clamp(failures - 1, 0, MostDoublings)), _time, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private async Task<bool> CheckAsync(IRegion region, CancellationToken stop)
    {
        try
        {
            return (await CheckNowAsync(region, stop).ConfigureAwait(false)).State == HealthState.Up;
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            LogCheckFailed(region.Name, e);
            return false;
        }
    }

    private void Compare(IRegion region, RegionHealth before, RegionHealth after)
    {
        if (before with { CheckedAt = null } == after with { CheckedAt = null })
            return;

        if (after.State == HealthState.Down && before.State != HealthState.Down)
            LogDown(after.Reason);
        else if (after.State == HealthState.Up && before.State != HealthState.Up)
            LogUp(region.Name);
        else if (after.State == HealthState.Down)
            LogStillDown(after.Reason);

        Notify(region);
    }
}
