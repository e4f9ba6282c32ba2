namespace PacketFleet.Wire.Gravwell;

/// <summary>The first four bytes of every message after authentication, little-endian. (A stream configuration has none: its first four are a 1.)</summary>
public enum IngestCommand : uint
{
    /// <summary>No command.</summary>
    None = 0,

    /// <summary>Ingester: one entry.</summary>
    NewEntry = 0xC7C95ACB,

    /// <summary>Ingester: send the confirmations you hold. Has no reply of its own.</summary>
    ForceAck = 0x1ADF7350,

    /// <summary>Indexer: the entry with this send id is safe.</summary>
    ConfirmEntry = 0xF6E0307E,

    /// <summary>Indexer: send nothing for so many nanoseconds.</summary>
    Throttle = 0xBDEACC1E,

    /// <summary>Ingester: are you there. Indexers ignore it.</summary>
    Ping = 0x88770001,

    /// <summary>Indexer: I am here; sent unasked about every second.</summary>
    Pong = 0x88770008,

    /// <summary>Ingester: the number of one more tag, please.</summary>
    Tag = 0x18675300,

    /// <summary>Indexer: that tag's number.</summary>
    ConfirmTag = 0x18675301,

    /// <summary>Indexer: that tag is refused.</summary>
    ErrorTag = 0x18675302,

    /// <summary>Ingester: its name, version and UUID.</summary>
    Identity = 0x22793400,

    /// <summary>Indexer: identity read.</summary>
    ConfirmIdentity = 0x22793401,

    /// <summary>Ingester: the API version it speaks.</summary>
    ApiVersion = 0x22334400,

    /// <summary>Indexer: version read.</summary>
    ConfirmApiVersion = 0x22334401,

    /// <summary>Ingester: may I begin.</summary>
    IngestOk = 0x33445500,

    /// <summary>Indexer: yes (not 0) or not yet (0).</summary>
    ConfirmIngestOk = 0x33445501,

    /// <summary>Ingester: its counters, as JSON.</summary>
    IngesterState = 0x44556600,

    /// <summary>Indexer: counters read.</summary>
    ConfirmIngesterState = 0x44556601,

    /// <summary>Ingester: so many entries follow that are confirmed as one.</summary>
    DittoBlock = 0xDDCCBBAA,

    /// <summary>Indexer: the block is safe (0) or not.</summary>
    ConfirmDittoBlock = 0x55667788,
}
