namespace PacketFleet.Web.Configuration;

/// <summary>
/// Makes links into Gravwell out of <c>Gravwell:SearchUrl</c>. Where that holds <c>{query}</c>, it and <c>{after}</c> and <c>{before}</c> are
/// filled in; else <c>q</c>, <c>after</c> and <c>before</c> are appended as parameters.
/// </summary>
internal static class SearchLink
{
    private const string Query = "{query}";
    private const string After = "{after}";
    private const string Before = "{before}";

    /// <summary>Whether a setting can be one; <paramref name="unknown"/> is a placeholder in it that is none, or null.</summary>
    public static bool TryParse(string text, out string? unknown)
    {
        unknown = Unknown(text);
        return unknown is null && Uri.TryCreate(Fill(text, "q", "", ""), UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
    }

    /// <summary>The link.</summary>
    /// <param name="setting">A setting that was found to be one.</param>
    /// <param name="query">The search.</param>
    /// <param name="after">Where its time range begins, RFC 3339; null = open.</param>
    /// <param name="before">Where it ends, likewise.</param>
    public static string Build(string setting, string query, string? after, string? before)
    {
        var link = Fill(setting, query, after, before);
        if (setting.Contains(Query, StringComparison.Ordinal))
            return link;
        Append("q", query);
        Append("after", setting.Contains(After, StringComparison.Ordinal) ? null : after);
        Append("before", setting.Contains(Before, StringComparison.Ordinal) ? null : before);
        return link;

        void Append(string name, string? value)
        {
            if (value is not null)
                link += $"{(link.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}";
        }
    }

    private static string Fill(string setting, string query, string? after, string? before) => setting
        .Replace(After, Uri.EscapeDataString(after ?? ""), StringComparison.Ordinal)
        .Replace(Before, Uri.EscapeDataString(before ?? ""), StringComparison.Ordinal)
        .Replace(Query, Uri.EscapeDataString(query), StringComparison.Ordinal);

    private static string? Unknown(string text)
    {
        for (var from = text.IndexOf('{', StringComparison.Ordinal); from >= 0; from = text.IndexOf('{', from + 1))
        {
            var to = text.IndexOf('}', from);
            var found = to < 0 ? text[from..] : text[from..(to + 1)];
            if (found is not (Query or After or Before))
                return found;
        }

        return null;
    }
}
