namespace PacketFleet.Wire.Queries;

/// <summary>A query without relative times: what a job keeps, and every region and retry is asked.</summary>
public sealed class PinnedQuery
{
    internal PinnedQuery(QueryNode root) => Root = root;

    /// <summary>Its tree.</summary>
    public QueryNode Root { get; }

    /// <summary>Canonical text with absolute times; parses back to <see cref="Root"/>.</summary>
    public string Text => throw new InvalidOperationException("pending");

    /// <summary>The span that the time terms joined to the rest by <c>and</c> at the top give.</summary>
    public TimeWindow Window => throw new InvalidOperationException("pending");

    /// <summary>What remains when the window is taken out; null when nothing does (every packet of the window).</summary>
    public QueryNode? Filter => throw new InvalidOperationException("pending");

    /// <summary>The remainder still holds time terms (under an <c>or</c>): every frame received must be evaluated.</summary>
    public bool FilterHasTime => throw new InvalidOperationException("pending");

    /// <summary>The text to ask a Stenographer: the filter, and the window given here as <c>after</c> and <c>before</c> terms; open ends send no term.</summary>
    public string AskFor(TimeWindow window) => throw new InvalidOperationException("pending");
}
