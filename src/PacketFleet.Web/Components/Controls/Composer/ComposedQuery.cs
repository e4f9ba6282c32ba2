using PacketFleet.Web.Components.Controls.Composer.Windows;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Components.Controls.Composer;

/// <summary>
/// The text of the editor and the window beside it as one query. Time terms that the text joins to the rest by <c>and</c> are
/// its window; then the window beside it holds none.
/// </summary>
public sealed record ComposedQuery
{
    /// <summary>Nothing was written, nothing chosen.</summary>
    public static readonly ComposedQuery Empty = Of("", ChosenWindow.AnyTime, default);

    private ComposedQuery(QueryReading reading, ChosenWindow window, bool inText, QueryNode? tree, QueryNode? rest, string text)
    {
        Tree = tree;
        Reading = reading;
        Window = window;
        WindowIsInText = inText;
        Rest = rest;
        Text = text;
    }

    /// <summary>How the text stands. Where it reads, its query is the whole one, the window with it.</summary>
    public QueryReading Reading { get; }

    /// <summary>The window that holds: the text's own, or the one chosen.</summary>
    public ChosenWindow Window { get; }

    /// <summary>The window stands in the text.</summary>
    public bool WindowIsInText { get; }

    /// <summary>The tree of the text alone; null where it does not read.</summary>
    public QueryNode? Tree { get; }

    /// <summary>What is asked for beside the window; null where that is nothing, or the text does not read.</summary>
    public QueryNode? Rest { get; }

    /// <summary>The whole query as it is submitted: the text as typed, and the chosen window's terms behind it.</summary>
    public string Text { get; }

    /// <summary>Joins a text with a window.</summary>
    /// <param name="text">As typed; any text.</param>
    /// <param name="chosen">The window beside it.</param>
    /// <param name="now">What relative times are counted back from, to find the narrower of two.</param>
    /// <param name="limits">How long the whole may be; as usual if not given.</param>
    public static ComposedQuery Of(string text, ChosenWindow chosen, PacketTime now, QueryLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        var reading = QueryReading.Of(text, limits);
        if (reading.Query is not { } query)
            return new(reading, chosen, false, null, null, text);

        var times = new List<TimeNode>();
        var rest = TakeTimes(query.Root, times);
        if (times.Count > 0)
            return new(reading, Narrowest(times, now), true, query.Root, rest, text);
        if (chosen.IsAnyTime)
            return new(reading, chosen, false, query.Root, rest, text);

        var joined = text.Trim();
        joined = $"{(query.Root is BinaryNode { IsAnd: false } ? $"({joined})" : joined)} and {chosen.Terms}";
        return QueryParser.TryParse(joined, out var whole, out var error, limits)
            ? new(reading with { Query = whole }, chosen, false, query.Root, rest, joined)
            : new(reading with { Kind = ReadingKind.Wrong, Query = null, Error = error with { Position = text.Length, Length = 0, Suggestion = null } }, chosen, false, query.Root, rest, joined);
    }

    /// <summary>The text and the window when someone chooses another window: the text's own time terms go.</summary>
    public (string Text, ChosenWindow Window) Choose(ChosenWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        if (!WindowIsInText)
            return (Reading.Text, window);

        // A query that is nothing but its window would be no query without it.
        return Rest is null ? (window.Terms, ChosenWindow.AnyTime) : (Query.Of(Rest).Canonical, window);
    }

    private static QueryNode? TakeTimes(QueryNode node, List<TimeNode> times)
    {
        switch (node)
        {
            case TimeNode time:
                times.Add(time);
                return null;
            case BinaryNode { IsAnd: true } both:
                var left = TakeTimes(both.Left, times);
                var right = TakeTimes(both.Right, times);
                if (ReferenceEquals(left, both.Left) && ReferenceEquals(right, both.Right))
                    return node;
                return left is null ? right : right is null ? left : new BinaryNode(true, left, right);
            default:
                return node;
        }
    }

    private static ChosenWindow Narrowest(List<TimeNode> times, PacketTime now) => ChosenWindow.Between(
        times.Where(t => t.IsAfter).Select(t => t.Time).MaxBy(t => ChosenWindow.Pin(t, now)),
        times.Where(t => !t.IsAfter).Select(t => t.Time).MinBy(t => ChosenWindow.Pin(t, now)));
}
