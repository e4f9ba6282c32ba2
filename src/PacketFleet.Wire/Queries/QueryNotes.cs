namespace PacketFleet.Wire.Queries;

/// <summary>What may surprise about a query that can be read.</summary>
internal static class QueryNotes
{
    public static IEnumerable<string> Of(Query query, PinnedQuery pinned, PacketTime now)
    {
        if (query.MixesOperators)
            yield return "“and” and “or” are read from the left, neither before the other: look at the reading, or write parentheses.";

        var window = pinned.Window;
        if (pinned.FilterHasTime)
        {
            yield return window == TimeWindow.Everything
                ? "The time under “or” bounds no window: every packet a region holds is looked at. For a window, join “after” and “before” to all the rest by “and”."
                : "The time under “or” stays in the query and does not narrow the window.";
        }

        if (window.IsEmpty)
            yield return "The window is empty: it ends before it starts, so swap “after” and “before”.";
        else if (window.After > now)
            yield return "The window lies in the future: no packet is in it yet.";
        else if (window.After == now)
            yield return "The window starts now: no packet is in it yet.";
    }
}
