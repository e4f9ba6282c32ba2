namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>How far a fetch answers its window.</summary>
/// <param name="Gaps">The parts without a full answer, in time order; none over another.</param>
/// <param name="Verdict">What they add up to.</param>
/// <param name="Assumption">What is taken for true where the region does not tell, as sentences; null where nothing has to be.</param>
internal sealed record FetchCoverage(IReadOnlyList<Gap> Gaps, Verdict Verdict, string? Assumption)
{
    /// <summary>What gaps add up to.</summary>
    public static Verdict Judge(IReadOnlyList<Gap> gaps) =>
        gaps.Count == 0 ? Verdict.Complete : gaps.Any(g => g.Kind.IsMissing()) ? Verdict.Missing : Verdict.Absent;
}
