using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>
/// The end of the delivery log that one fetch appends to. <see cref="TryAppend"/>, <see cref="Commit"/> and <see cref="Abandon"/> are
/// for the fetch's thread alone.
/// </summary>
internal interface IDeliveryLog : IDisposable
{
    /// <summary>A region that waits for us longer than this may be cut by its own time limit: it is let go.</summary>
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>The fetch's row with what the log holds: from there the region's answer goes on.</summary>
    FetchRecord Row { get; }

    /// <summary>What each sink has of it.</summary>
    IReadOnlyList<SinkSnapshot> Sinks { get; }

    /// <summary>Every sink has settled all that was appended; ends also where one cannot go on.</summary>
    Task Drained { get; }

    /// <summary>Everything appended is where it outlives the program.</summary>
    bool IsSettled { get; }

    /// <summary>What keeps a sink from ever having everything, as a sentence; null while nothing does.</summary>
    string? Loss { get; }

    /// <summary>Whoever appends waits for a sink.</summary>
    bool IsBlocked { get; }

    /// <summary>What keeps it from taking packets beside the sinks, as a clause; null while nothing does.</summary>
    string? Trouble => null;

    /// <summary>After it was full: there is room again, enough to ask the region once more.</summary>
    bool HasRoom { get; }

    /// <summary>It is time to commit.</summary>
    bool IsDue { get; }

    /// <summary>
    /// A slice is about to be asked: stores that, so that another run goes on with the same slices. False where a log in memory was not
    /// settled for so long that nobody should wait any more. Throws <see cref="FencedException"/> when another run has taken over.
    /// </summary>
    /// <param name="number">Which slice.</param>
    /// <param name="packets">Packets that the log holds of it.</param>
    /// <param name="hash">The running hash over them.</param>
    /// <param name="describe">All slices as text, once so many packets of this one with this hash are committed.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    bool BeginSlice(int number, long packets, ulong hash, Func<long, ulong, string> describe, CancellationToken cancellation);

    /// <summary>Appends a packet; false where the log was full for so long that the region must not wait any more: nothing was done then.</summary>
    bool TryAppend(in PacketRecord packet, CancellationToken cancellation);

    /// <summary>Commits what was appended. Throws <see cref="FencedException"/> when another run has taken over.</summary>
    void Commit();

    /// <summary>Drops what was appended and not committed.</summary>
    void Abandon();

    /// <summary>Every packet of the log, counted by hash; null where it keeps none that could be compared.</summary>
    Dictionary<ulong, int>? ReadHashes(CancellationToken cancellation);

    /// <summary>
    /// The fetch was stopped before Gravwell had all. Gives up what only waits in memory, or in the spool, where other fetches want room:
    /// <see cref="Row"/> is without it then, and a retry asks the region again; what the archive holds, a retry delivers. Returns the time
    /// that the packets cover which Gravwell lacks; null where it has all.
    /// </summary>
    Task<TimeWindow?> LetGoAsync();

    /// <summary>So many packets may be delivered twice: nothing tells them from those that came before.</summary>
    void Doubt(long packets);

    /// <summary>Nothing is appended any more: once everything is settled, <see cref="Drained"/> ends.</summary>
    void Complete();

    /// <summary>Writes to the store what has to survive the loss of the machine, and deletes what every sink has passed. Called now and then.</summary>
    Task SettleAsync();

    /// <summary>The fetch's row has ended in the store: what is noted beside it, for the next run, is not needed any more.</summary>
    void Ended();
}
