using Microsoft.Extensions.Logging;

namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <summary>
/// Keeps one indexer connected: reaches it, sends it what waits in the queue, and begins again when that breaks. On a thread of its own.
/// </summary>
internal sealed class IndexerClient : IDisposable
{
    /// <summary>After so long a connection that is being let go of is cut.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(1.5);

    private readonly object _gate = new();
    private readonly IndexerTarget _target;
    private readonly GravwellSinkOptions _options;
    private readonly EntryQueue _queue;
    private readonly IngesterCounters _counters;
    private readonly TimeProvider _clock;
    private readonly IndexerStanding _standing;
    private readonly BackOff _backOff;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IndexerConnection? _connection;
    private bool _isStarted;
    private bool _isStopping;

    /// <param name="target">Where it is.</param>
    /// <param name="options">The settings; they have a secret.</param>
    /// <param name="queue">What waits, for whichever indexer has room.</param>
    /// <param name="counters">What we tell it of ourselves.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Told when it comes up, goes down or refuses us.</param>
    public IndexerClient(IndexerTarget target, GravwellSinkOptions options, EntryQueue queue, IngesterCounters counters, TimeProvider clock, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options.Secret);
        (_target, _options, _queue, _counters, _clock) = (target, options, queue, counters, clock);
        _standing = new(target.Text, clock, logger);
        _backOff = new(options.Times, Random.Shared.NextDouble);
    }

    /// <summary>How it stands now. Cheap.</summary>
    public IndexerStatus Status
    {
        get
        {
            IndexerConnection? connection;
            lock (_gate)
                connection = _connection;
            return _standing.Status(connection?.Unacknowledged ?? 0);
        }
    }

    /// <summary>Begins; once.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_isStarted || _isStopping)
                return;
            _isStarted = true;
        }

        new Thread(Keep) { IsBackground = true, Name = $"entries to {_target.Text}" }.Start();
    }

    /// <summary>
    /// Takes no more entries, waits about a second for the confirmations of those sent, and ends. What was not confirmed by then is
    /// reported as broken.
    /// </summary>
    public async Task StopAsync()
    {
        IndexerConnection? connection;
        lock (_gate)
        {
            _isStopping = true;
            connection = _connection;
            if (!_isStarted)
                _ended.TrySetResult();
            Monitor.PulseAll(_gate);
        }

        connection?.Drain();
        using var late = new CancellationTokenSource(StopPatience, _clock);
        await using var cut = late.Token.Register(() => connection?.Break(ConnectionEnd.Stopped)).ConfigureAwait(false);
        await _ended.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => StopAsync().GetAwaiter().GetResult();

    private void Keep()
    {
        try
        {
            while (Begin() is { } connection)
            {
                var end = _backOff.Judge(Run(connection));
                _backOff.Served(connection.Served);
                var wait = _backOff.After(end.Kind);
                _standing.Ended(end, connection.Unconfirmed, wait);
                Pause(wait);
            }
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private ConnectionEnd Run(IndexerConnection connection)
    {
        try
        {
            return connection.Run();
        }
        catch (Exception e)
        {
            _standing.Fault(e);
            return IndexerFailures.OwnFault();
        }
    }

    private IndexerConnection? Begin()
    {
        lock (_gate)
        {
            _connection = _isStopping ? null : new IndexerConnection(_target, _options, _queue, _counters, _standing, _clock);
            return _connection;
        }
    }

    private void Pause(TimeSpan wait)
    {
        var begun = _clock.GetTimestamp();
        lock (_gate)
        {
            _connection = null;
            while (!_isStopping && wait - _clock.GetElapsedTime(begun) is var left && left > TimeSpan.Zero)
                Monitor.Wait(_gate, left);
        }
    }
}
