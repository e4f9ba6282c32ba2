using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Delivery.Gravwell.Connections;

namespace PacketFleet.Engine.Delivery.Gravwell;

/// <summary>
/// Keeps the connections to the indexers, from the start of the program to its end, and says how they stand. Started as a service;
/// ended only when disposed of, so that fetches which stop with the program can still deliver what is on its way.
/// </summary>
internal sealed partial class GravwellSink : IHostedService, IGravwell, IDisposable
{
    /// <summary>Entries that wait for company wait no longer than this.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private const int BeatsPerStatus = 5;

    private readonly GravwellOutlet _outlet;
    private readonly SpoolLevel _spool;
    private readonly EngineOptions _options;
    private readonly ILogger<GravwellSink> _logger;
    private readonly IngesterCounters _counters;
    private readonly IndexerClient[] _clients;
    private readonly CancellationTokenSource _stop = new();
    private Task _beating = Task.CompletedTask;
    private volatile GravwellStatus _status;
    private bool _wasReady;
    private bool _isOverdue;
    private int _isDisposed;

    /// <param name="options">The settings.</param>
    /// <param name="outlet">What fetches put into.</param>
    /// <param name="spool">How full the spool is.</param>
    /// <param name="logger">Told when no indexer can be had.</param>
    public GravwellSink(EngineOptions options, GravwellOutlet outlet, SpoolLevel spool, ILogger<GravwellSink> logger)
    {
        (_options, _outlet, _spool, _logger) = (options, outlet, spool, logger);

        // "always": each packet goes through the disk, not only while no indexer can be had.
        _counters = new IngesterCounters(outlet.Clock.GetUtcNow(), options.Log == DeliveryLogKind.Memory ? "" : "always");
        _clients = [.. options.Gravwell.Targets.Select(t => new IndexerClient(t, options.Gravwell, outlet.Queue, _counters, outlet.Clock, logger))];
        _status = Look();
    }

    /// <inheritdoc/>
    public bool IsConfigured => _clients.Length > 0;

    /// <inheritdoc/>
    public GravwellStatus Status => _status;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!IsConfigured)
            return Task.CompletedTask;
        foreach (var client in _clients)
            client.Start();
        _beating = Task.Run(BeatAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        _stop.Cancel();
        _beating.Wait();
        Task.WaitAll([.. _clients.Select(c => c.StopAsync())]);
        foreach (var client in _clients)
            client.Dispose();
        _stop.Dispose();
    }

    private async Task BeatAsync()
    {
        var started = _outlet.Clock.GetTimestamp();
        using var timer = new PeriodicTimer(Beat, _outlet.Clock);
        try
        {
            for (var beat = 1; await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false); beat++)
            {
                _outlet.FlushAll();
                if (beat % BeatsPerStatus != 0)
                    continue;
                _status = Look();
                _outlet.Trouble = TroubleOf(_status.Indexers);
                _wasReady |= _outlet.Trouble is null;
                ReportOverdue(_outlet.Clock.GetElapsedTime(started));
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private GravwellStatus Look()
    {
        var log = _options.Log;
        var waiting = _outlet.Queue.Entries;
        var bytes = log switch
        {
            DeliveryLogKind.Spool => _spool.Used,
            DeliveryLogKind.Memory => (long)_outlet.Pool.Lent * EntryBatch.Capacity,
            _ => 0,
        };
        _counters.CacheBytes = log == DeliveryLogKind.Spool ? bytes : 0;
        return new GravwellStatus(
            [.. _clients.Select(c => c.Status)], log, waiting, bytes, log == DeliveryLogKind.Memory ? GravwellOutlet.MostBytes : _spool.Most);
    }

    /// <summary>What is wrong, as a clause; null while an indexer takes entries.</summary>
    private static string? TroubleOf(IReadOnlyList<IndexerStatus> indexers)
    {
        if (indexers.Any(i => i.State == IndexerState.Ready))
            return null;
        if (indexers.Any(i => i.State == IndexerState.NotReady))
            return "no indexer is ready to ingest";
        return indexers.Any(i => i.State == IndexerState.Refused) ? "no indexer takes our entries" : "no indexer is connected";
    }

    private void ReportOverdue(TimeSpan since)
    {
        if (_wasReady || _isOverdue || _options.Gravwell.ConnectionTimeout == TimeSpan.Zero || since < _options.Gravwell.ConnectionTimeout)
            return;
        _isOverdue = true;
        LogOverdue(_logger, since.TotalSeconds, _outlet.Trouble);
    }

    [LoggerMessage(1280, LogLevel.Error, "{Seconds:0} seconds after the start {Trouble}: packets wait; the page's foot says what is the matter with each")]
    private static partial void LogOverdue(ILogger logger, double seconds, string? trouble);
}
