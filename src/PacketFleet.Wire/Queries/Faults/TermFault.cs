namespace PacketFleet.Wire.Queries.Faults;

/// <summary>Faults where a term must start.</summary>
internal static class TermFault
{
    public static QueryError Describe(Place place, Token token)
    {
        var (text, start) = (place.Text, place.Start);
        switch (token.Kind)
        {
            case TokenKind.End or TokenKind.Close when place.Before != Joint.None:
                return Fault.At(start, start, $"A term must follow “{Word(place.Before)}”.");
            case TokenKind.End:
                return Fault.At(start, start, "A term must follow the parenthesis.");
            case TokenKind.Close:
                return place.Open < 0
                    ? Fault.At(start, token.End, "This parenthesis closes nothing: remove it or open one.", "")
                    : Fault.At(place.Open, token.End, "Nothing stands between these parentheses: remove them, or write a term.");
            case TokenKind.And or TokenKind.Or:
                var joint = token.Of(text);
                var rest = Lexer.SkipSpace(text, token.End);
                return Fault.At(start, rest, place.Before == Joint.None ? $"No query starts with “{joint}”: remove it, or write a term before it." : $"“{joint}” follows “{Word(place.Before)}”: remove one of the two.", "");
            case TokenKind.Slash when text.AsSpan(start).StartsWith("//", StringComparison.Ordinal):
                return Fault.At(start, text.Length, "Comments are not known: write a term.");
            case TokenKind.Unknown when text[start] == '#':
                return Fault.At(start, text.Length, "Comments are not known: write a term.");
            default:
                return ForeignFault.Describe(place)
                    ?? TimeFault.Between(place)
                    ?? TimeFault.Last(place)
                    ?? AddressFault.Bare(place, token)
                    ?? Stray(text, start, token)
                    ?? Spelled(text, start)
                    ?? Letter(text, start)
                    ?? Fault.AtWord(text, start, $"{Said.QuoteWord(text, start)} is not a term: write “host”, “net”, “port”, “tcp”, “udp”, “icmp”, “ip proto”, “vlan”, “mpls”, “after” or “before”.");
        }
    }

    private static string Word(Joint joint) => joint == Joint.And ? "and" : "or";

    /// <summary>Values without their word.</summary>
    private static QueryError? Stray(string text, int start, Token token)
    {
        var said = Said.QuoteWord(text, start);
        return token.Kind switch
        {
            TokenKind.Number when Said.EndOf(text, start) == token.End && ushort.TryParse(token.Of(text), out var port) =>
                Fault.At(start, token.End, FormattableString.Invariant($"A number needs its word: write “port {port}”."), FormattableString.Invariant($"port {port}")),
            TokenKind.Time when TimeText.TryParse(token.Of(text), out _) => Fault.At(start, token.End, $"{said} needs “after” or “before” in front of it."),
            TokenKind.Duration when TimeText.TryParseDuration(token.Of(text), out _) => Fault.At(start, token.End, $"{said} needs “after” or “before” in front of it, and “ago” behind it."),
            TokenKind.Mask => Fault.At(start, token.End, "“mask” follows a network’s address: write “net 10.0.0.0 mask 255.0.0.0”."),
            TokenKind.Ago => Fault.At(start, token.End, "“ago” follows a duration: write “after 3h ago”."),
            TokenKind.Ip => Fault.AtWord(text, start, "“ip” must be followed by “proto” and a number.", null),
            _ => null,
        };
    }

    /// <summary>A letter that only looks like one of the key words' own.</summary>
    private static QueryError? Letter(string text, int start)
    {
        var end = Said.EndOf(text, start);
        var foreign = start;
        while (foreign < end && char.IsAscii(text[foreign])) foreign++;
        return foreign < end && char.IsLetter(text[foreign]) && text.AsSpan(start, end - start).ContainsAnyInRange('a', 'z')
            ? Fault.At(start, end, FormattableString.Invariant($"{Said.Quote(text, start, end)} holds the letter “{text[foreign]}” (U+{(int)text[foreign]:X4}), which no word of this language has: type it anew."))
            : null;
    }

    private static QueryError? Spelled(string text, int start)
    {
        var letters = Spelling.Letters(text, start);
        var end = start + letters.Length;
        if (Spelling.LowerCase(letters) is { } lower) return Fault.At(start, end, $"“{letters}” must be lower case.", lower);
        if (Said.EndOf(text, start) == end && Spelling.Nearest(letters) is { } near) return Fault.At(start, end, $"“{letters}” is not a word of this language: write “{near}”.", near);

        // Stray signs that only wrap a term.
        if (text[start] is '"' or '\'' or '`' or '“' or '”' or '‘' or '’') return Fault.At(start, start + 1, "A quotation mark does not belong here: remove it.", "");
        if (text[start] is '&' or '|') return Fault.At(start, start + 1, $"{Said.Quote(text, start, start + 1)} does not belong here: remove it.", "");
        if (char.IsWhiteSpace(text[start])) return Fault.At(start, start + 1, $"A space of another kind ({Said.Quote(text, start, start + 1)}) stands here: write a plain one.", " ");
        if (char.IsControl(text[start])) return Fault.At(start, start + 1, $"A character that does not print ({Said.Quote(text, start, start + 1)}) stands here: remove it.", " ");
        return null;
    }
}
