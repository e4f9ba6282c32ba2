namespace PacketFleet.Wire.Queries;

/// <summary>A query without relative times: what a job keeps, and every region and retry is asked.</summary>
public sealed class PinnedQuery
{
    private const string AnyTime = "after 1970-01-01T00:00:00Z";
    private static readonly TimeSpan UsualPadding = TimeSpan.FromMinutes(2);

    internal PinnedQuery(QueryNode root)
    {
        Root = root;
        Text = QueryPrinter.Canonical(root);

        var window = TimeWindow.Everything;
        Filter = Pinning.TakeWindow(root, ref window);
        Window = window;
        FilterHasTime = Pinning.HasTime(Filter);
    }

    /// <summary>Its tree.</summary>
    public QueryNode Root { get; }

    /// <summary>Canonical text with absolute times; parses back to <see cref="Root"/> within <see cref="QueryLimits.Stored"/>.</summary>
    public string Text { get; }

    /// <summary>The span that the time terms joined to the rest by <c>and</c> at the top give.</summary>
    public TimeWindow Window { get; }

    /// <summary>What remains when the window is taken out; null when nothing does (every packet of the window).</summary>
    public QueryNode? Filter { get; }

    /// <summary>The remainder still holds time terms (under an <c>or</c>): every frame received must be evaluated.</summary>
    public bool FilterHasTime { get; }

    /// <summary>
    /// The text to ask a Stenographer: the filter, and the window given here as <c>after</c> and <c>before</c> terms; open ends
    /// send no term. Never empty: without a filter and ends it asks for all times.
    /// </summary>
    /// <param name="window">The span to ask for, padded by the caller.</param>
    /// <param name="padding">How far times left in the filter are moved outwards, as it selects whole files by them; 2 minutes if not given.</param>
    public string AskFor(TimeWindow window, TimeSpan? padding = null)
    {
        var terms = new List<string>(3);
        if (Filter is not null) terms.Add(Ask(FilterHasTime ? Pinning.Pad(Filter, padding ?? UsualPadding) : Filter));
        if (window.After is { } after) terms.Add("after " + after);
        if (window.Before is { } before) terms.Add("before " + before);
        return terms.Count == 0 ? AnyTime : string.Join(" and ", terms);
    }

    // Stenographer's grouping does not need the parentheses, but no reader has to know it.
    private static string Ask(QueryNode filter) =>
        filter is BinaryNode { IsAnd: false } ? $"({QueryPrinter.Canonical(filter)})" : QueryPrinter.Canonical(filter);
}
