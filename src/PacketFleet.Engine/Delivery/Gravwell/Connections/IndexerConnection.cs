using System.Diagnostics.CodeAnalysis;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <summary>Where a connection stands. It only ever goes on to a later one.</summary>
internal enum ConnectionStage
{
    /// <summary>The indexer is being reached.</summary>
    Reaching,

    /// <summary>It is being greeted.</summary>
    Greeting,

    /// <summary>Entries go out.</summary>
    Open,

    /// <summary>It has ended, or is about to.</summary>
    Broken,
}

/// <summary>
/// One connection to an indexer, from reaching it to its end: the calling thread sends, one of its own reads. <see cref="Break"/> is the
/// only way to its end.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Its token has neither a timer nor a handle, and may be cancelled late.")]
internal sealed partial class IndexerConnection
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _broken = new();
    private readonly IndexerTarget _target;
    private readonly GravwellSinkOptions _options;
    private readonly EntryQueue _queue;
    private readonly IngesterCounters _counters;
    private readonly IndexerStanding _standing;
    private readonly TimeProvider _clock;
    private readonly SentWindow _window = new();
    private readonly IndexerDecoder _decoder = new();
    private readonly Func<bool> _takesNothing;
    private volatile ConnectionStage _stage;
    private volatile bool _draining;
    private ConnectionEnd? _end;
    private IndexerLink _link = null!;
    private EntryOutput _output = null!;
    private Dictionary<string, ushort> _tags = [];
    private byte[] _source = [];
    private int _version;
    private long _openedAt;
    private bool _hasConfirmed;

    public IndexerConnection(
        IndexerTarget target, GravwellSinkOptions options, EntryQueue queue, IngesterCounters counters, IndexerStanding standing, TimeProvider clock)
    {
        (_target, _options, _queue, _counters, _standing, _clock) = (target, options, queue, counters, standing, clock);
        _rate = new(options.RateLimitBitsPerSecond, clock);
        _takesNothing = () => IsOver || _draining;
    }

    /// <summary>Where it stands.</summary>
    public ConnectionStage Stage => _stage;

    /// <summary>For how long it took entries; zero where it confirmed none of those sent.</summary>
    public TimeSpan Served { get; private set; }

    /// <summary>Entries that had been sent and not confirmed at its end.</summary>
    public int Unconfirmed { get; private set; }

    /// <summary>Entries sent and not confirmed.</summary>
    public int Unacknowledged
    {
        get
        {
            lock (_gate)
                return _window.Count;
        }
    }

    private bool IsOver => _stage == ConnectionStage.Broken;

    /// <summary>What reads and writes throw on a connection that is gone.</summary>
    public static bool IsBroken(Exception error) => error is IOException or System.Net.Sockets.SocketException or ObjectDisposedException;

    /// <summary>From reaching it to its end. All entries taken are confirmed, put back or reported when this returns.</summary>
    public ConnectionEnd Run()
    {
        _standing.Connecting();
        using var link = IndexerLink.Open(_target, _options, _clock, _broken.Token, out var end);
        if (link is null)
            Break(end!);
        else if (TryEnter(ConnectionStage.Greeting))
            Serve(link);
        return _end!;
    }

    /// <summary>Ends it, from any thread; only the first reason counts. Closes the socket, so that both threads end.</summary>
    public void Break(ConnectionEnd end)
    {
        lock (_gate)
        {
            if (IsOver)
                return;
            _end = end;
            _stage = ConnectionStage.Broken;
            Monitor.PulseAll(_gate);
        }

        _broken.Cancel();
        _queue.Wake();
    }

    /// <summary>Takes no more entries, waits a moment for the confirmations of those sent, and ends.</summary>
    public void Drain()
    {
        lock (_gate)
        {
            _draining = true;
            Monitor.PulseAll(_gate);
        }

        if (_stage != ConnectionStage.Open)
            Break(ConnectionEnd.Stopped);
        _queue.Wake();
    }

    private void Serve(IndexerLink link)
    {
        _standing.Greeting();
        (_link, _output) = (link, new EntryOutput(link.Stream));
        var greeting = new IndexerGreeting(link, _decoder, _output, _options, _standing, _clock);
        if (greeting.Run() is { } end)
        {
            Break(end);
            return;
        }

        (_tags, _version, _source) = (greeting.Tags, greeting.Version, link.Source());
        if (!TryEnter(ConnectionStage.Open))
            return;
        _openedAt = _clock.GetTimestamp();
        _standing.Ready();
        var reader = new Thread(Read) { IsBackground = true, Name = $"confirmations of {_target.Text}" };
        reader.Start();
        try
        {
            Send();
        }
        finally
        {
            Break(ConnectionEnd.Stopped);
            reader.Join();
            GiveBack();
            Served = _hasConfirmed || Unconfirmed == 0 ? _clock.GetElapsedTime(_openedAt) : TimeSpan.Zero;
        }
    }

    private bool TryEnter(ConnectionStage stage)
    {
        lock (_gate)
        {
            if (IsOver)
                return false;
            _stage = stage;
        }

        if (_draining)
            Break(ConnectionEnd.Stopped);
        return !IsOver;
    }

    /// <summary>Latest first, so that each one put before the others leaves all of them in order.</summary>
    private void GiveBack()
    {
        var broken = new List<EntrySlice>();
        lock (_gate)
            _window.TakeAll(broken);
        foreach (var run in broken)
        {
            Unconfirmed += run.Count;
            run.Batch.Owner.Broken(run.Batch, run.From, run.To);
        }
    }
}
