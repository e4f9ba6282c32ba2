using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Engine.Preview;

/// <summary>What to count, and how much work that may be.</summary>
/// <param name="Query">The pinned query.</param>
/// <param name="Window">The window wanted.</param>
public sealed record CountRequest(PinnedQuery Query, TimeWindow Window)
{
    /// <summary>
    /// Counts whole files as a Stenographer selects them for a question with this window; null = the fewest that can hold
    /// packets of <see cref="Window"/>. Directories cut exactly and ask <see cref="Window"/> always.
    /// </summary>
    public TimeWindow? Ask { get; init; }

    /// <summary>Nanoseconds added to the times in a directory's files.</summary>
    public long Shift { get; init; }

    /// <summary>Most terms of a query that an index is asked for: each file costs a look-up a term, under a lock of the sensor.</summary>
    public int MostTerms { get; init; } = 16;

    /// <summary>Most files of a Stenographer: a day of one capture thread.</summary>
    public int MostFiles { get; init; } = 1440;

    /// <summary>Most bytes of captures that are read for it from a directory.</summary>
    public long MostBytes { get; init; } = 4L << 30;

    /// <summary>No further part is begun after so long.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(60);
}
