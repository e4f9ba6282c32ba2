using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Components.Controls.Composer.Completion;

/// <summary>The addresses and networks that lately were asked for, those of one's own case first.</summary>
internal static class UsedTerms
{
    private const int Most = 30;

    /// <summary>At most 30 of them.</summary>
    /// <param name="jobs">Jobs, newest first.</param>
    /// <param name="case">The case one works on, or empty.</param>
    public static IReadOnlyList<CompletionEntry> Of(IEnumerable<JobSnapshot> jobs, string @case)
    {
        var uses = new Dictionary<string, Use>(StringComparer.Ordinal);
        foreach (var job in jobs)
        {
            if (!QueryParser.TryParse(job.Query, out var query, out _, QueryLimits.Stored))
                continue;
            var mine = @case.Length > 0 && string.Equals(job.Case, @case, StringComparison.OrdinalIgnoreCase);
            foreach (var term in Addresses(query.Root).Distinct(StringComparer.Ordinal))
            {
                var use = uses.GetValueOrDefault(term) ?? new Use(term, uses.Count, job.RequestedBy);
                uses[term] = use with { Jobs = use.Jobs + 1, OfCase = use.OfCase + (mine ? 1 : 0) };
            }
        }

        return [.. uses.Values.OrderByDescending(u => u.OfCase).ThenByDescending(u => u.Jobs).ThenBy(u => u.Order).Take(Most).Select(u => new CompletionEntry(u.Term, u.Term, null, u.Says, "used"))];
    }

    private static IEnumerable<string> Addresses(QueryNode node) => node switch
    {
        BinaryNode both => Addresses(both.Left).Concat(Addresses(both.Right)),
        HostNode or NetNode => [Query.Of(node).Canonical],
        _ => [],
    };

    private sealed record Use(string Term, int Order, string By, int Jobs = 0, int OfCase = 0)
    {
        public string Says => this switch
        {
            { OfCase: > 0 } => $"used in {Units.Count(OfCase, "job")} of this case",
            { Jobs: 1 } => $"used in a job of {By}",
            _ => $"used in {Units.Count(Jobs, "job")}",
        };
    }
}
