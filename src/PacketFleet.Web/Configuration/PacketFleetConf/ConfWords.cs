using System.Text;

namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>Small things that sentences about a file are made of.</summary>
internal static class ConfWords
{
    private const int Longest = 120;

    /// <summary>A piece of a file that can stand in a sentence: short, on one line.</summary>
    public static string Shown(string text)
    {
        var clipped = WithoutSecret(text.Length <= Longest ? text : text[..Longest] + "…");
        if (!clipped.Any(IsUnprintable))
            return clipped;
        var builder = new StringBuilder(clipped.Length);
        foreach (var c in clipped)
            builder.Append(IsUnprintable(c) ? '�' : c);
        return builder.ToString();
    }

    /// <summary>A value as it should be written: in double quotes, with escapes.</summary>
    public static string Quoted(string value) =>
        '"' + Shown(value).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';

    /// <summary>
    /// A text without what follows <c>Ingest-Secret=</c>, however that is spelled: where two lines became one, the secret stands in what
    /// looks like the value of another key.
    /// </summary>
    public static string WithoutSecret(string text)
    {
        const string first = "Ingest", second = "Secret";
        for (var at = 0; (at = text.IndexOf(first, at, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            at += first.Length;
            var rest = text.AsSpan(at).TrimStart("-_ \t");
            if (!rest.StartsWith(second, StringComparison.OrdinalIgnoreCase))
                continue;
            rest = rest[second.Length..].TrimStart(" \t\"'");
            if (rest.Length > 0 && rest[0] is '=' or ':')
                return string.Concat(text.AsSpan(0, text.Length - rest.Length + 1), "…", text.EndsWith('"') ? "\"" : "");
        }

        return text;
    }

    /// <summary>Joins names: <c>A, B and C</c>.</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : string.Join(", ", names.Take(names.Count - 1)) + " and " + names[^1];

    /// <summary>Whether a key holds what must not be shown.</summary>
    public static bool IsSecret(string key) => ConfKeys.Same(key, ConfKeys.Secret);

    private static bool IsUnprintable(char c) => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029';
}
