using System.Globalization;
using System.Text;

namespace PacketFleet.Wire.Queries.Faults;

/// <summary>Words as people see them, which are not always those of the lexer.</summary>
internal static class Said
{
    private const int Longest = 40;

    /// <summary>Where the word that starts here ends: letters, digits and the signs of addresses and times, else one character.</summary>
    public static int EndOf(string text, int start)
    {
        if (start >= text.Length) return text.Length;
        var end = start;
        while (end < text.Length && IsOfWord(text[end])) end++;
        while (end > start && text[end - 1] == ',') end--;
        if (end > start) return end;
        return char.IsHighSurrogate(text[start]) && start + 1 < text.Length && char.IsLowSurrogate(text[start + 1]) ? start + 2 : start + 1;
    }

    /// <summary>Where the word that ends here starts.</summary>
    public static int StartOf(string text, int end)
    {
        while (end > 0 && IsOfWord(text[end - 1])) end--;
        return end;
    }

    /// <summary>A stretch in quotation marks, shortened, with what cannot be shown as U+ numbers.</summary>
    public static string Quote(string text, int start, int end)
    {
        var shown = new StringBuilder("“");
        var stop = Math.Min(end, start + Longest);
        for (var i = start; i < stop; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) shown.Append(text, i++, 2);
            else if (IsShown(text[i])) shown.Append(text[i]);
            else shown.Append(CultureInfo.InvariantCulture, $"U+{(int)text[i]:X4}");
        }

        return shown.Append(stop < end ? "…”" : "”").ToString();
    }

    /// <summary>The word that starts here, in quotation marks.</summary>
    public static string QuoteWord(string text, int start) => Quote(text, start, EndOf(text, start));

    /// <summary>Letters, digits, and the signs of addresses, times and lists.</summary>
    public static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c is '_' or ':' or '.' or '-' or '+' or '%' or '[' or ']' or '@' or '/' or ',' or '=';

    private static bool IsShown(char c) => c == ' ' || char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
