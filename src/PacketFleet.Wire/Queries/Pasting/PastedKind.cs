namespace PacketFleet.Wire.Queries.Pasting;

/// <summary>What a pasted text was taken for.</summary>
public enum PastedKind
{
    /// <summary>A time, or several.</summary>
    Moment,

    /// <summary>Addresses, networks, or addresses with ports.</summary>
    Addresses,

    /// <summary>Connections: two ends, with or without protocol and ports.</summary>
    Connection,

    /// <summary>Lines of nfdump.</summary>
    NetFlow,

    /// <summary>Lines of Zeek's logs, as columns or JSON.</summary>
    Zeek,

    /// <summary>Records of Suricata's EVE log.</summary>
    Suricata,

    /// <summary>Records of another log with two ends, as columns, pairs or JSON.</summary>
    Record,

    /// <summary>Several of these.</summary>
    Mixed,
}
