using System.Buffers;

namespace PacketFleet.Wire.Queries;

/// <summary>
/// Cuts a text as Stenographer does: key words by their letters alone, then runs of digits, hex letters and the signs of
/// addresses and times, so that a hex letter behind a number belongs to it while any other letter does not.
/// </summary>
internal static class Lexer
{
    private static readonly SearchValues<char> Run = SearchValues.Create("0123456789abcdef:.-+TZ");
    private static readonly SearchValues<char> TimeSigns = SearchValues.Create("-+TZ");
    private static readonly SearchValues<char> AddressSigns = SearchValues.Create(":.");
    private static readonly SearchValues<char> Spaces = SearchValues.Create("\t\n\v\f\r ");

    private static readonly (string Text, TokenKind Kind)[] Words =
    [
        ("and", TokenKind.And), ("&&", TokenKind.And), ("or", TokenKind.Or), ("||", TokenKind.Or),
        ("host", TokenKind.Host), ("port", TokenKind.Port), ("vlan", TokenKind.Vlan), ("mpls", TokenKind.Mpls),
        ("ip", TokenKind.Ip), ("proto", TokenKind.Proto), ("net", TokenKind.Net), ("mask", TokenKind.Mask),
        ("tcp", TokenKind.Tcp), ("udp", TokenKind.Udp), ("icmp", TokenKind.Icmp),
        ("before", TokenKind.Before), ("after", TokenKind.After), ("ago", TokenKind.Ago),
        ("(", TokenKind.Open), (")", TokenKind.Close), ("/", TokenKind.Slash),
    ];

    /// <summary>The words a person may have meant.</summary>
    public static IEnumerable<string> KeyWords => Words.Select(w => w.Text).Where(w => char.IsAsciiLetter(w[0]));

    public static bool IsSpace(char c) => Spaces.Contains(c);

    public static int SkipSpace(string text, int position)
    {
        var next = text.AsSpan(position).IndexOfAnyExcept(Spaces);
        return next < 0 ? text.Length : position + next;
    }

    /// <summary>The token at or behind a position.</summary>
    public static Token Next(string text, int position)
    {
        var start = SkipSpace(text, position);
        if (start == text.Length) return new(TokenKind.End, start, start);

        var rest = text.AsSpan(start);
        foreach (var (word, kind) in Words)
        {
            if (rest.StartsWith(word, StringComparison.Ordinal)) return new(kind, start, start + word.Length);
        }

        var length = rest.IndexOfAnyExcept(Run);
        if (length < 0) length = rest.Length;
        var duration = length < rest.Length && rest[length] is 'm' or 'h';
        if (duration) length++;
        if (length == 0) return new(TokenKind.Unknown, start, start);

        var run = rest[..length];
        return new(Kind(run, duration), start, start + length);
    }

    /// <summary>Whether Stenographer, having read a whole query, would drop this place and all behind it without a word.</summary>
    public static bool IgnoresFrom(string text, int position) => Next(text, position).Kind == TokenKind.Unknown;

    private static TokenKind Kind(ReadOnlySpan<char> run, bool duration)
    {
        if (run.ContainsAny(TimeSigns)) return TokenKind.Time;
        if (run.ContainsAny(AddressSigns)) return TokenKind.Address;
        if (duration) return TokenKind.Duration;
        return long.TryParse(run, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _) ? TokenKind.Number : TokenKind.Unknown;
    }
}
