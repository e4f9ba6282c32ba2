using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Preview;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Engine.Regions;

/// <summary>One configured capture store.</summary>
public interface IRegion
{
    /// <summary>Its name, as configured; unique, compared by ordinal.</summary>
    string Name { get; }

    /// <summary>Which kind of store it is.</summary>
    RegionKind Kind { get; }

    /// <summary>The Gravwell tag of its packets.</summary>
    string Tag { get; }

    /// <summary>The source override of its packets where the job gives none; null = none.</summary>
    string? SourceOverride { get; }

    /// <summary>Gravwell's entries of its packets carry the time at which they are sent, not the packet's.</summary>
    bool IgnoreTimestamps => false;

    /// <summary>What one fetch may take of it; no limits where it has none of its own.</summary>
    JobLimits Limits => new(null, null, null);

    /// <summary>How many fetches it serves at once, at least 1.</summary>
    int MaxConcurrentFetches { get; }

    /// <summary>What the last check found.</summary>
    RegionHealth Health { get; }

    /// <summary>
    /// Nanoseconds added to the times in its files by this run of the program (<c>RebaseToNow</c>); 0 otherwise.
    /// A job keeps the shift it ran with, so that its retry sees the same times.
    /// </summary>
    long Shift { get; }

    /// <summary>Checks that it answers and what it holds, within seconds; never throws but for cancellation. Sets <see cref="Health"/>.</summary>
    Task<RegionHealth> CheckAsync(CancellationToken cancellation);

    /// <summary>
    /// How far to ask beyond the window wanted, on both sides, where the region's own cut is coarse; zero where it cuts exactly.
    /// The caller cuts exactly.
    /// </summary>
    TimeSpan Padding => Kind == RegionKind.Stenographer ? TimeSpan.FromMinutes(2) : TimeSpan.Zero;

    /// <summary>
    /// What it holds, found out within seconds and kept for about ten; throws only for cancellation. A region that does not tell
    /// answers with holdings that are not known, and why.
    /// </summary>
    Task<RegionHoldings> HoldingsAsync(CancellationToken cancellation) =>
        Task.FromResult(RegionHoldings.Unknown(Name, $"{Name} cannot tell what it holds.", DateTimeOffset.UnixEpoch));

    /// <summary>As <see cref="HoldingsAsync"/>, but as it is at this moment: what was found out before does not do.</summary>
    Task<RegionHoldings> HoldingsNowAsync(CancellationToken cancellation) => HoldingsAsync(cancellation);

    /// <summary>
    /// Counts packets without fetching them, bounded in time and in what it reads: the parts as they are counted, at last how it ended.
    /// Throws only for cancellation, which takes effect at once.
    /// </summary>
    IAsyncEnumerable<CountStep> CountAsync(CountRequest request, CancellationToken cancellation) =>
        CountStep.None($"{Name} cannot count without fetching.");

    /// <summary>
    /// Asks for packets. Blocks until the answer begins or fails, on the calling thread, which then reads from the stream.
    /// Never throws for what the region does: a failure is a stream without packets whose outcome says why.
    /// Cancelling closes the connection at once, also under a blocked read.
    /// </summary>
    RegionStream Open(RegionRequest request, CancellationToken cancellation);
}

/// <summary>Kinds of regions.</summary>
public enum RegionKind
{
    /// <summary>A Google Stenographer over mutual TLS.</summary>
    Stenographer,

    /// <summary>A directory of pcap and pcapng files.</summary>
    Directory,
}

/// <summary>What a region is asked for.</summary>
/// <param name="Query">The pinned query.</param>
/// <param name="Ask">The window to ask for: padded where the region's own cut is coarse. The caller cuts exactly.</param>
/// <param name="Shift">The shift to run with, see <see cref="IRegion.Shift"/>.</param>
/// <param name="MaxPackets">A generous outer bound, 0 = none.</param>
/// <param name="MaxBytes">A generous outer bound in captured bytes, 0 = none.</param>
public sealed record RegionRequest(PinnedQuery Query, TimeWindow Ask, long Shift = 0, long MaxPackets = 0, long MaxBytes = 0);

/// <summary>The packets of one answer.</summary>
public abstract class RegionStream : IPacketSource
{
    /// <summary>How it ended, once <see cref="TryRead"/> has said false.</summary>
    public abstract RegionOutcome Outcome { get; }

    /// <inheritdoc/>
    public abstract bool TryRead(out PacketRecord packet);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connection or the files.</summary>
    protected abstract void Dispose(bool disposing);
}
