namespace PacketFleet.Wire.Gravwell;

/// <summary>What an ingester says.</summary>
public enum IngesterMessageKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The answer to the challenge.</summary>
    Response,

    /// <summary>The tags it wants.</summary>
    Tags,

    /// <summary>How it stands.</summary>
    State,

    /// <summary>One entry.</summary>
    Entry,

    /// <summary>Send the confirmations you hold.</summary>
    ForceAck,

    /// <summary>Are you there.</summary>
    Ping,

    /// <summary>One more tag.</summary>
    Tag,

    /// <summary>Who it is.</summary>
    Identity,

    /// <summary>The API version it speaks.</summary>
    ApiVersion,

    /// <summary>May I begin.</summary>
    IngestOk,

    /// <summary>Its counters.</summary>
    Status,

    /// <summary>So many entries are to be confirmed as one.</summary>
    DittoBlock,

    /// <summary>The compression it wants.</summary>
    Configuration,
}

/// <summary>One thing an ingester said: a view into a decoder's buffer, valid only until the decoder is used again.</summary>
public readonly ref struct IngesterMessage
{
    /// <summary>What it is.</summary>
    public IngesterMessageKind Kind { get; init; }

    /// <summary>ApiVersion: the version. DittoBlock: the count. Configuration: the <see cref="IngestCompression"/>.</summary>
    public ulong Number { get; init; }

    /// <summary>Response: its 32 bytes.</summary>
    public ReadOnlySpan<byte> Response { get; init; }

    /// <summary>Response: the tenant, null without one. Tag: its name.</summary>
    public string? Name { get; init; }

    /// <summary>Tags: their names.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>State: how it stands.</summary>
    public IngestState? State { get; init; }

    /// <summary>Identity: who it is.</summary>
    public IngesterIdentity? Identity { get; init; }

    /// <summary>Status: its counters.</summary>
    public IngesterStatus? Status { get; init; }

    /// <summary>Entry: the entry.</summary>
    public IngestEntry Entry { get; init; }
}
