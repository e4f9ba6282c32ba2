namespace PacketFleet.TestKit.Gravwell;

/// <summary>When a fake indexer confirms entries.</summary>
public enum IndexerAcks
{
    /// <summary>When it has read everything there is, or is forced to: the usual way.</summary>
    Prompt,

    /// <summary>Only when forced to.</summary>
    Forced,

    /// <summary>Not at all; what was withheld goes out when this is changed.</summary>
    Withheld,
}

/// <summary>What a fake indexer does wrong. Everything may be set while it runs, from any thread, and takes effect at once.</summary>
public sealed class IndexerFaults
{
    private readonly Lock _gate = new();
    private volatile bool _refuseSecret;
    private volatile bool _holdTags;
    private volatile bool _notReady;
    private volatile bool _mute;
    private volatile bool _stall;
    private volatile bool _reorderAcks;
    private volatile IndexerAcks _acks;
    private volatile Func<string, bool>? _refuseTag;
    private long _tagDelay;
    private long _ackDelay;
    private IndexerCut? _cut;

    internal event Action? Changed;

    /// <summary>Says of every answer that it is wrong.</summary>
    public bool RefuseSecret
    {
        get => _refuseSecret;
        set => Set(() => _refuseSecret = value);
    }

    /// <summary>Which tags are refused; a greeting that asks for one of them is refused whole. None when null.</summary>
    public Func<string, bool>? RefuseTag
    {
        get => _refuseTag;
        set => Set(() => _refuseTag = value);
    }

    /// <summary>How late tags are answered.</summary>
    public TimeSpan TagDelay
    {
        get => new(Interlocked.Read(ref _tagDelay));
        set => Set(() => Interlocked.Exchange(ref _tagDelay, value.Ticks));
    }

    /// <summary>Does not answer tags until this is false again.</summary>
    public bool HoldTags
    {
        get => _holdTags;
        set => Set(() => _holdTags = value);
    }

    /// <summary>Answers "not yet" to whoever asks to begin.</summary>
    public bool NotReady
    {
        get => _notReady;
        set => Set(() => _notReady = value);
    }

    /// <summary>When entries are confirmed.</summary>
    public IndexerAcks Acks
    {
        get => _acks;
        set => Set(() => _acks = value);
    }

    /// <summary>How late confirmations go out.</summary>
    public TimeSpan AckDelay
    {
        get => new(Interlocked.Read(ref _ackDelay));
        set => Set(() => Interlocked.Exchange(ref _ackDelay, value.Ticks));
    }

    /// <summary>Sends the confirmations that go out together in the opposite order.</summary>
    public bool ReorderAcks
    {
        get => _reorderAcks;
        set => Set(() => _reorderAcks = value);
    }

    /// <summary>Sends nothing, not even signs of life; goes on reading. Confirmations go out when this is false again, other answers are lost.</summary>
    public bool Mute
    {
        get => _mute;
        set => Set(() => _mute = value);
    }

    /// <summary>Stops reading; signs of life go on.</summary>
    public bool Stall
    {
        get => _stall;
        set => Set(() => _stall = value);
    }

    /// <summary>Where the next connection to get there is cut; none when null. Used up by one cut unless it repeats.</summary>
    public IndexerCut? Cut
    {
        get
        {
            lock (_gate)
                return _cut;
        }

        set
        {
            lock (_gate)
                _cut = value;
            Changed?.Invoke();
        }
    }

    /// <summary>Whether a connection is to be cut at this point, by now.</summary>
    internal IndexerCut? TakeCut(Func<IndexerCut, bool> isNow)
    {
        lock (_gate)
        {
            if (_cut is not { } cut || !isNow(cut))
                return null;
            if (!cut.Repeats)
                _cut = null;
            return cut;
        }
    }

    private void Set(Action change)
    {
        change();
        Changed?.Invoke();
    }
}
