namespace PacketFleet.TestKit.Gravwell;

/// <summary>Where a connection is cut.</summary>
public enum IndexerCutPoint
{
    /// <summary>Instead of the challenge.</summary>
    Challenge,

    /// <summary>When the answer to the challenge has arrived, before any word on it.</summary>
    Authentication,

    /// <summary>When the tags have arrived, before their numbers are sent.</summary>
    Tags,

    /// <summary>When the stream configuration has arrived, before it is answered.</summary>
    Configuration,

    /// <summary>Among the entries.</summary>
    Entries,
}

/// <summary>Where and how a connection is cut.</summary>
/// <param name="Point">At what point.</param>
/// <param name="Entries">For <see cref="IndexerCutPoint.Entries"/>: after so many entries of that connection.</param>
/// <param name="Bytes">For <see cref="IndexerCutPoint.Entries"/>: when so many bytes of the next entry have arrived too; 0 = between two.</param>
public sealed record IndexerCut(IndexerCutPoint Point, int Entries = 0, int Bytes = 0)
{
    /// <summary>A reset (the usual); false = an orderly end.</summary>
    public bool Reset { get; init; } = true;

    /// <summary>Every connection is cut there, not just the next.</summary>
    public bool Repeats { get; init; }

    /// <summary>Confirms first what it has read whole; by default those entries are stored and their confirmations lost.</summary>
    public bool ConfirmsFirst { get; init; }
}
