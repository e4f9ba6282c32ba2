namespace PacketFleet.Web.Components.Controls.Recall;

/// <summary>An address that opens the composer as it stands: <c>/?q=…&amp;s=…&amp;c=…&amp;after=…&amp;before=…&amp;case=…</c>.</summary>
public static class ComposerLink
{
    /// <summary>Builds it; what is empty is left out.</summary>
    /// <param name="root">The program's own address, such as <c>http://127.0.0.1:9002/</c>.</param>
    /// <param name="query">The query's text.</param>
    /// <param name="source">The source override as typed.</param>
    /// <param name="regions">Names of the regions ticked, in their order.</param>
    /// <param name="after">The window's start, absolute or <c>4h ago</c>; null = open.</param>
    /// <param name="before">The window's end; null = open.</param>
    /// <param name="case">The case.</param>
    public static string Build(string root, string query, string? source, IEnumerable<string> regions, string? after, string? before, string? @case)
    {
        var parameters = new List<string>();
        Add("q", query);
        Add("s", source);
        foreach (var region in regions)
            Add("c", region);
        Add("after", after);
        Add("before", before);
        Add("case", @case);
        return root.TrimEnd('/') + (parameters.Count == 0 ? "/" : "/?" + string.Join('&', parameters));

        // Parentheses too: a chat takes one at the end for the sentence's.
        void Add(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
                parameters.Add($"{name}={Uri.EscapeDataString(value.Trim())}");
        }
    }
}
