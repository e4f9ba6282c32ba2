namespace PacketFleet.Wire.Queries.Faults;

/// <summary>Key words in capitals or with one letter wrong.</summary>
internal static class Spelling
{
    /// <summary>The run of letters that starts here.</summary>
    public static ReadOnlySpan<char> Letters(string text, int start)
    {
        var rest = text.AsSpan(start);
        var length = 0;
        while (length < rest.Length && char.IsAsciiLetter(rest[length])) length++;
        return rest[..length];
    }

    /// <summary>The key word in lower case when the letters are one with capitals.</summary>
    public static string? LowerCase(ReadOnlySpan<char> letters)
    {
        foreach (var word in Lexer.KeyWords)
        {
            if (letters.Equals(word, StringComparison.OrdinalIgnoreCase) && !letters.SequenceEqual(word)) return word;
        }

        return null;
    }

    /// <summary>The only key word that is one slip away: a letter wrong, missing, too many, or two swapped.</summary>
    public static string? Nearest(ReadOnlySpan<char> letters)
    {
        if (letters.Length is < 3 or > 7) return null;
        string? found = null;
        foreach (var word in Lexer.KeyWords)
        {
            if (word.Length < 3 || !OneSlip(letters, word)) continue;
            if (found is not null) return null;
            found = word;
        }

        return found;
    }

    private static bool OneSlip(ReadOnlySpan<char> said, ReadOnlySpan<char> word)
    {
        var front = said.CommonPrefixLength(word);
        var a = said[front..];
        var b = word[front..];
        if (a.Length == b.Length)
        {
            if (a.IsEmpty) return false;
            return a[1..].SequenceEqual(b[1..]) || (a.Length > 1 && a[0] == b[1] && a[1] == b[0] && a[2..].SequenceEqual(b[2..]));
        }

        return a.Length == b.Length + 1 ? a[1..].SequenceEqual(b) : b.Length == a.Length + 1 && b[1..].SequenceEqual(a);
    }
}
