namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <summary>What follows from a connection's end.</summary>
internal enum EndKind
{
    /// <summary>Nothing: we were told to stop.</summary>
    Stopped,

    /// <summary>It is tried again at once and nobody need know: the protocol itself is to blame.</summary>
    Hiccup,

    /// <summary>It is tried again soon.</summary>
    Lost,

    /// <summary>Only people can mend it: it is tried again after minutes.</summary>
    Refused,
}

/// <summary>How a connection ended.</summary>
/// <param name="Kind">What follows.</param>
/// <param name="Clause">What happened, following the indexer's address, the mend last; no full stop.</param>
internal sealed record ConnectionEnd(EndKind Kind, string Clause)
{
    /// <summary>We were told to stop.</summary>
    public static ConnectionEnd Stopped { get; } = new(EndKind.Stopped, "was let go of as asked");

    /// <summary>It is tried again soon.</summary>
    public static ConnectionEnd Lost(string clause) => new(EndKind.Lost, clause);

    /// <summary>Only people can mend it.</summary>
    public static ConnectionEnd Refused(string clause) => new(EndKind.Refused, clause);
}
