namespace PacketFleet.Wire.Queries;

/// <summary>A query that was read whole.</summary>
public sealed class Query
{
    internal Query(string text, QueryNode root, bool mixesOperators)
    {
        Text = text;
        Root = root;
        MixesOperators = mixesOperators;
        Canonical = QueryPrinter.Canonical(root);
    }

    /// <summary>The query of a tree; its text is the canonical one. A tree larger than the limits makes a text that is not read back.</summary>
    public static Query Of(QueryNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return new(QueryPrinter.Canonical(root), root, mixesOperators: false);
    }

    /// <summary>As it was typed.</summary>
    public string Text { get; }

    /// <summary>Its tree.</summary>
    public QueryNode Root { get; }

    /// <summary>Its canonical text: what Stenographer is sent, and what reads back to the same tree.</summary>
    public string Canonical { get; }

    /// <summary>How it is read, with every group in parentheses.</summary>
    public string Reading => QueryPrinter.Reading(Root);

    /// <summary>It mixes <c>and</c> and <c>or</c> without parentheses, so that its reading may surprise.</summary>
    public bool MixesOperators { get; }

    /// <summary>The same query with every relative time made absolute, counted back from <paramref name="now"/>.</summary>
    public PinnedQuery Pin(PacketTime now) => new(Pinning.Pin(Root, now));

    /// <summary>
    /// What a person should know before sending it, one sentence each: <c>and</c> beside <c>or</c>, times that bound no window,
    /// a window that is empty or still to come. None for most queries.
    /// </summary>
    /// <param name="now">The moment that relative times count back from.</param>
    public IReadOnlyList<string> Notes(PacketTime now) => [.. QueryNotes.Of(this, Pin(now), now)];
}
