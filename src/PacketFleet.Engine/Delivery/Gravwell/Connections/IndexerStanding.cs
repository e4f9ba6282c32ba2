using System.Globalization;
using Microsoft.Extensions.Logging;

namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <summary>
/// Where one indexer stands, over all its connections, and what it has acknowledged. Logs when that changes, not each attempt, and at a bounded rate
/// where it changes all the time. Safe for concurrent calls.
/// </summary>
internal sealed partial class IndexerStanding
{
    private readonly Lock _gate = new();
    private readonly string _target;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly RateMeter _rate;
    private readonly LogBound _bound;
    private IndexerState _state = IndexerState.Connecting;
    private IndexerState? _logged;
    private string? _reason;
    private DateTimeOffset _since;
    private DateTimeOffset? _next;
    private long _entries;
    private long _bytes;
    private int _goAgain;

    public IndexerStanding(string target, TimeProvider clock, ILogger logger)
    {
        (_target, _clock, _logger) = (target, clock, logger);
        (_rate, _bound) = (new(clock), new(clock));
        _since = clock.GetUtcNow();
    }

    /// <summary>How it stands now.</summary>
    /// <param name="unacknowledged">Entries unacknowledged on its connection.</param>
    public IndexerStatus Status(int unacknowledged)
    {
        lock (_gate)
            return new(_target, _state, _reason, _since, _next, unacknowledged, _entries, _bytes, _rate.PerSecond());
    }

    /// <summary>Some entries were acknowledged.</summary>
    public void Confirmed(int entries, long bytes)
    {
        lock (_gate)
        {
            _entries += entries;
            _bytes += bytes;
            _rate.Add(bytes);
        }
    }

    /// <summary>It is being reached. One that is down stays so, with its reason, until it is there.</summary>
    public void Connecting()
    {
        lock (_gate)
        {
            _next = null;
            if (_state is not (IndexerState.Down or IndexerState.Refused))
                Enter(IndexerState.Connecting, null);
        }
    }

    /// <summary>It is there and is being greeted.</summary>
    public void Greeting() => Change(IndexerState.Greeting, null);

    /// <summary>It is not ready yet.</summary>
    public void NotReady(TimeSpan askedEvery)
    {
        var reason = $"{_target} is not ready to ingest yet: asked again every {IndexerFailures.Span(askedEvery)}.";
        if (Change(IndexerState.NotReady, reason))
            LogNotReady(reason);
    }

    /// <summary>It takes entries.</summary>
    public void Ready()
    {
        if (Change(IndexerState.Ready, null))
            LogReady(_target);
    }

    /// <summary>Its connection ended.</summary>
    /// <param name="end">How.</param>
    /// <param name="unacknowledged">Entries that go again.</param>
    /// <param name="wait">Until it is tried again.</param>
    public void Ended(ConnectionEnd end, int unacknowledged, TimeSpan wait)
    {
        var next = _clock.GetUtcNow() + wait;
        if (end.Kind == EndKind.Refused)
        {
            var refusal = string.Create(CultureInfo.InvariantCulture, $"{_target} {end.Clause}; tried again at {next:HH:mm} UTC.");
            if (Change(IndexerState.Refused, refusal, next))
                LogRefused(refusal);
        }
        else if (end.Kind == EndKind.Lost)
        {
            var reason = $"{_target} {end.Clause}.";
            _goAgain += unacknowledged;
            if (!Change(IndexerState.Down, reason, next))
                return;
            LogDown(reason, _goAgain);
            _goAgain = 0;
        }
    }

    /// <summary>Its connection broke by a fault of ours.</summary>
    public void Fault(Exception error) => LogFault(error, _target);

    /// <summary>True where this is to be logged.</summary>
    private bool Change(IndexerState state, string? reason, DateTimeOffset? next = null)
    {
        lock (_gate)
        {
            Enter(state, reason);
            _next = next;
            if (state == IndexerState.Greeting || state == _logged)
                return false;

            // What follows a line that was left out is left out with it, for the state it goes back to is the one last logged.
            if (state is IndexerState.Down or IndexerState.NotReady && !_bound.TryTake())
                return false;
            _logged = state;
            return true;
        }
    }

    private void Enter(IndexerState state, string? reason)
    {
        if (_state != state)
            _since = _clock.GetUtcNow();
        (_state, _reason) = (state, reason);
    }
}
