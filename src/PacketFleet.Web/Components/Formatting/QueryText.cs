using System.Text.RegularExpressions;

namespace PacketFleet.Web.Components.Formatting;

/// <summary>A piece of a query: a word of the language (quiet) or a value (loud).</summary>
internal readonly record struct QueryPiece(string Text, bool Quiet);

/// <summary>Splits a query for display only: words are muted, values full. Takes any text, valid or not.</summary>
internal static partial class QueryText
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "host", "net", "port", "ip", "proto", "mask", "mpls", "vlan", "tcp", "udp", "icmp", "icmp6", "sctp", "after", "before", "ago", "and", "or", "&&", "||",
    };

    /// <summary>The pieces in order; joined they are the text again.</summary>
    public static IReadOnlyList<QueryPiece> Pieces(string query)
    {
        var pieces = new List<QueryPiece>();
        foreach (var match in Splitter().EnumerateMatches(query))
        {
            var text = query.Substring(match.Index, match.Length);
            var quiet = string.IsNullOrWhiteSpace(text) ? pieces.Count == 0 || pieces[^1].Quiet : Words.Contains(text) || text is "(" or ")";
            if (pieces.Count > 0 && pieces[^1].Quiet == quiet)
                pieces[^1] = new(pieces[^1].Text + text, quiet);
            else
                pieces.Add(new(text, quiet));
        }

        return pieces;
    }

    [GeneratedRegex(@"\s+|[()]|[^\s()]+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Splitter();
}
