using System.Buffers;

namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>Quotes that word processors and web pages put where a file needs the plain <c>"</c>.</summary>
internal static class TypographicQuotes
{
    private const string Double = "“”„‟″＂";
    private const string Single = "‘’‚‛′";
    private static readonly SearchValues<char> All = SearchValues.Create(Double + Single);
    private static readonly SearchValues<char> Any = SearchValues.Create(Double + Single + "\"");

    /// <summary>Whether there is one.</summary>
    public static bool In(string text) => text.AsSpan().ContainsAny(All);

    /// <summary>Whether a value's text, as it stands after the <c>=</c>, was meant to be quoted by them.</summary>
    /// <param name="raw">The text up to the end of its line.</param>
    /// <param name="bare">It holds no plain quote.</param>
    /// <param name="closed">Its plain quotes come in pairs.</param>
    public static bool Enclose(string raw, bool bare, bool closed)
    {
        var text = raw.Trim();
        if (text.Length == 0)
            return false;
        if (All.Contains(text[0]))
            return true;
        if (!closed)
            return In(text);
        return bare && All.Contains(text[^1]) && text.Count(All.Contains) == 1;
    }

    /// <summary>With plain double quotes in their place.</summary>
    public static string Straightened(string text) => string.Concat(text.Select(c => All.Contains(c) ? '"' : c));

    /// <summary>What stands between a value's quotes, of whatever kind, or up to a comment where the last quote is missing.</summary>
    public static string Between(string raw)
    {
        var text = raw.Trim();
        var start = text.Length > 0 && Any.Contains(text[0]) ? 1 : 0;
        var end = text.AsSpan().LastIndexOfAny(Any);
        if (end < start)
        {
            end = text.IndexOfAny(['#', ';'], start);
            end = end < 0 ? text.Length : end;
        }

        return text[start..end].Trim();
    }
}
