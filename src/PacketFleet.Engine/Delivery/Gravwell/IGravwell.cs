namespace PacketFleet.Engine.Delivery.Gravwell;

/// <summary>Where one indexer's connection stands.</summary>
public enum IndexerState
{
    /// <summary>It is being reached.</summary>
    Connecting,

    /// <summary>It is being greeted: secret, tags, identity.</summary>
    Greeting,

    /// <summary>It has said that it is not ready to ingest yet.</summary>
    NotReady,

    /// <summary>It takes entries.</summary>
    Ready,

    /// <summary>It could not be reached, or broke off: it is tried again soon.</summary>
    Down,

    /// <summary>It refused our secret, our tags, or we its certificate: it is tried again only after minutes, unless somebody mends it.</summary>
    Refused,
}

/// <summary>One indexer as it stood at one moment.</summary>
/// <param name="Target">Its address as in the settings.</param>
/// <param name="State">Where its connection stands.</param>
/// <param name="Reason">One sentence where something is wrong or it waits; else null.</param>
/// <param name="Since">Since when it is in that state.</param>
/// <param name="NextAttempt">When it is tried again, where it is down or has refused.</param>
/// <param name="Unacknowledged">Entries sent on this connection and not acknowledged.</param>
/// <param name="Entries">Entries acknowledged since the start of the program.</param>
/// <param name="Bytes">Captured bytes of their packets.</param>
/// <param name="BytesPerSecond">The same, lately.</param>
public sealed record IndexerStatus(
    string Target,
    IndexerState State,
    string? Reason,
    DateTimeOffset Since,
    DateTimeOffset? NextAttempt,
    int Unacknowledged,
    long Entries,
    long Bytes,
    double BytesPerSecond);

/// <summary>How packets wait for Gravwell.</summary>
public enum DeliveryLogKind
{
    /// <summary>In the archive, where they stay.</summary>
    Archive,

    /// <summary>In files that are deleted once delivered.</summary>
    Spool,

    /// <summary>In memory only: none is written to this disk.</summary>
    Memory,
}

/// <summary>Delivery to Gravwell as it stood at one moment.</summary>
/// <param name="Indexers">Each indexer, in configured order.</param>
/// <param name="Log">How packets wait.</param>
/// <param name="WaitingEntries">Entries that wait in memory for an indexer.</param>
/// <param name="SpoolBytes">Bytes that wait in the spool, or in memory; 0 for the archive.</param>
/// <param name="SpoolMaxBytes">The most there may be; 0 = no limit.</param>
public sealed record GravwellStatus(IReadOnlyList<IndexerStatus> Indexers, DeliveryLogKind Log, long WaitingEntries, long SpoolBytes, long SpoolMaxBytes);

/// <summary>What pages and API may know of delivery to Gravwell. Safe for concurrent calls.</summary>
public interface IGravwell
{
    /// <summary>There are indexers in the settings.</summary>
    bool IsConfigured { get; }

    /// <summary>How it stands; no indexers where none are configured. Cheap: made anew at most 4 times a second.</summary>
    GravwellStatus Status { get; }
}
