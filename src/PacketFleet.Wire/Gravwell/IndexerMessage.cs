namespace PacketFleet.Wire.Gravwell;

/// <summary>What an indexer says.</summary>
public enum IndexerMessageKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The challenge.</summary>
    Challenge,

    /// <summary>How the authentication went.</summary>
    State,

    /// <summary>The numbers of the tags; without one, they are refused.</summary>
    Tags,

    /// <summary>The compression granted.</summary>
    Configuration,

    /// <summary>An entry is safe.</summary>
    Confirm,

    /// <summary>Pause.</summary>
    Throttle,

    /// <summary>A sign of life.</summary>
    Pong,

    /// <summary>The number of one more tag.</summary>
    ConfirmTag,

    /// <summary>One more tag is refused.</summary>
    RefuseTag,

    /// <summary>Identity read.</summary>
    ConfirmIdentity,

    /// <summary>Version read.</summary>
    ConfirmApiVersion,

    /// <summary>Begin, or not yet.</summary>
    ConfirmIngestOk,

    /// <summary>Counters read.</summary>
    ConfirmStatus,

    /// <summary>A block is safe, or not.</summary>
    ConfirmDittoBlock,
}

/// <summary>One thing an indexer said.</summary>
public readonly struct IndexerMessage
{
    private readonly object? _content;

    internal IndexerMessage(IndexerMessageKind kind, ulong number = 0, object? content = null)
    {
        Kind = kind;
        Number = number;
        _content = content;
    }

    /// <summary>What it is.</summary>
    public IndexerMessageKind Kind { get; }

    /// <summary>
    /// Confirm: the entry's send id. Throttle: nanoseconds, uncapped. ConfirmTag: the tag's number. ConfirmIngestOk: 0 = not yet.
    /// ConfirmDittoBlock: 0 = safe. Configuration: the <see cref="IngestCompression"/>. Everything else: 0.
    /// </summary>
    public ulong Number { get; }

    /// <summary>Throttle: how long to pause, at most <see cref="IngestLimits.Throttle"/>.</summary>
    public TimeSpan Pause => TimeSpan.FromTicks((long)Math.Min(Number / 100, (ulong)IngestLimits.Throttle.Ticks));

    /// <summary>Configuration: what was granted.</summary>
    public IngestCompression Compression => (IngestCompression)Number;

    /// <summary>Challenge: what was asked; otherwise null.</summary>
    public IngestChallenge? Challenge => _content as IngestChallenge;

    /// <summary>State: how it went; otherwise null.</summary>
    public IngestState? State => _content as IngestState;

    /// <summary>Tags: the numbers by name, empty where they are refused; otherwise null. Which of those asked for are there is the caller's to check.</summary>
    public IReadOnlyDictionary<string, ushort>? Tags => _content as IReadOnlyDictionary<string, ushort>;
}
