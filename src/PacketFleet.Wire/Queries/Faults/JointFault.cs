using System.Text.RegularExpressions;

namespace PacketFleet.Wire.Queries.Faults;

/// <summary>Faults behind a whole term, where <c>and</c>, <c>or</c>, a closing parenthesis or the end must stand.</summary>
internal static partial class JointFault
{
    /// <param name="token">What stands there.</param>
    /// <param name="position">Where the last term ends.</param>
    /// <param name="group">The terms so far.</param>
    public static QueryError Describe(string text, Token token, int position, Group group)
    {
        var start = token.Start;
        if (start == position && Adjoining(text, start, group) is { } whole) return whole;
        return token.Kind switch
        {
            TokenKind.End => Fault.At(position, position, FormattableString.Invariant($"The parenthesis at character {group.Open + 1} is not closed: close it."), ")"),
            TokenKind.Close => Fault.At(start, token.End, "This parenthesis closes nothing: remove it or open one.", ""),
            TokenKind.Open or TokenKind.Host or TokenKind.Net or TokenKind.Port or TokenKind.Vlan or TokenKind.Mpls or TokenKind.Ip
                or TokenKind.Tcp or TokenKind.Udp or TokenKind.Icmp or TokenKind.Before or TokenKind.After => Missing(text, token, position, group),
            _ => Word(text, start, group) ?? Glued(text, start, position, group) ?? Other(text, start, position, group),
        };
    }

    /// <summary>Two terms with nothing between.</summary>
    private static QueryError Missing(string text, Token token, int position, Group group)
    {
        var message = $"“and” or “or” is missing before {Said.QuoteWord(text, token.Start)}.";
        if (group.TermJoint == Joint.Or && token.Kind != TokenKind.Open)
        {
            // "udp or tcp port 80": joined by "and" alone it would be read as "(udp or tcp) and port 80".
            var end = token.End;
            if (TermReader.TryRead(new Place(text, token.Start, Joint.And, Follows: true, group.Open), ref end, out _, out _))
                return Fault.At(group.TermStart, end, message, $"({text[group.TermStart..position]} and {text[token.Start..end]})");
        }

        return Fault.At(token.Start, token.Start, message, token.Start > position ? "and " : " and ");
    }

    /// <summary>Words of other languages, capitals and slips.</summary>
    private static QueryError? Word(string text, int start, Group group)
    {
        var letters = Spelling.Letters(text, start);
        var end = start + letters.Length;
        var ignored = Fault.IfIgnored(text, start, group);
        if (letters.Equals("not", StringComparison.OrdinalIgnoreCase)) return Not(text, start, end, ignored);
        if (Spelling.LowerCase(letters) is { } lower) return Fault.At(start, end, $"“{letters}” must be lower case{ignored}.", lower);
        if (Spelling.Nearest(letters) is { } near and ("and" or "or") && Said.EndOf(text, start) == end) return Fault.At(start, end, $"“{letters}” is not a word of this language{ignored}: write “{near}”.", near);

        return text[start] switch
        {
            '!' => Not(text, start, start + 1, ignored),
            '&' => Fault.At(start, start + 1, $"A single “&” is not known{ignored}: write “and”.", "and"),
            '|' => Fault.At(start, start + 1, $"A single “|” is not known{ignored}: write “or”.", "or"),
            ',' => Fault.At(start, start + 1, $"Terms are not joined by commas{ignored}: write “and” or “or”."),
            '#' => Fault.At(start, text.Length, $"Comments are not known{ignored}: remove it.", ""),
            '/' when text.AsSpan(start).StartsWith("//", StringComparison.Ordinal) => Fault.At(start, text.Length, "Comments are not known: remove it.", ""),
            ';' => Fault.At(start, start + 1, $"“;” does not belong here{ignored}: remove it.", ""),
            '"' or '\'' or '`' or '“' or '”' or '‘' or '’' => Fault.At(start, start + 1, $"A quotation mark does not belong here{ignored}: remove it.", ""),
            _ => null,
        };
    }

    private static QueryError Not(string text, int start, int end, string ignored) =>
        Fault.At(start, end, $"{Said.Quote(text, start, end)} is not available in Stenographer{ignored}: ask for what you want, and leave the rest out afterwards.");

    /// <summary>Words and lists of which the last term is only the start: <c>icmp6</c>, <c>tcp.port == 80</c>, <c>port 80,443</c>.</summary>
    private static QueryError? Adjoining(string text, int start, Group group)
    {
        if (start == text.Length || !Said.IsOfWord(text[start])) return null;
        var ports = PortList().Match(text, group.TermStart);
        if (ports.Success && NumberFault.Ports(ports.Groups["port"].Captures.Select(c => c.Value)) is { } list)
            return Fault.At(group.TermStart, group.TermStart + ports.Length, $"A port is one number{Fault.IfIgnored(text, start, group)}: join several with “or”.", list);
        if (Said.StartOf(text, start) != group.TermStart) return null;
        var foreign = ForeignFault.Describe(new Place(text, group.TermStart, group.TermJoint, group.TermJoint != Joint.None, group.Open));
        if (foreign is null) return null;

        // What would become of it is told before the mend.
        var mend = foreign.Message.LastIndexOf(": ", StringComparison.Ordinal);
        return foreign with { Message = foreign.Message.Insert(mend < 0 ? foreign.Message.Length - 1 : mend, Fault.IfIgnored(text, start, group)) };
    }

    /// <summary>Something stuck to the last term: a zone, letters behind a number.</summary>
    private static QueryError? Glued(string text, int start, int position, Group group)
    {
        if (start > position || !Said.IsOfWord(text[start]) || !IsOfTerm(text[start - 1])) return null;
        var from = Said.StartOf(text, start);
        var end = Said.EndOf(text, start);
        var word = Said.Quote(text, from, end);
        var read = Fault.IfIgnored(text, start, group).Length == 0 ? "" : $"; as written Stenographer would read {Said.Quote(text, group.TermStart, position)} and ignore the rest";
        if (text.AsSpan(start).StartsWith("%20", StringComparison.Ordinal)) return Fault.At(from, end, $"{word} is written as in a link{read}: write a space for “%20”.", text[from..end].Replace("%20", " ", StringComparison.Ordinal));
        if (text[start] == '%') return Fault.At(from, end, $"{word} has a zone, which packets do not carry{read}: leave it out.", text[from..start]);
        if (PortFault.Glued(text, from, end, group, read) is { } port) return port;
        if (text.AsSpan(start, end - start).IndexOfAnyExcept(".:=+-") < 0) return Fault.At(from, end, $"{word} cannot be read{read}: leave out what stands behind {Said.Quote(text, from, start)}.", text[from..start]);
        if (from == group.TermStart && Spelling.Letters(text, from) is var letters && letters.Length == end - from && Spelling.Nearest(letters) is { } near) return Fault.At(from, end, $"{word} is not a word of this language{read}: write “{near}”.", near);
        var number = text[from..end];
        if (NumberFault.Hex(number) is { } value) return Fault.At(from, end, $"{word} is hexadecimal{read}: write {value}.", value);
        return Fault.At(from, end, $"{word} cannot be read{read}.");
    }

    private static bool IsOfTerm(char before) => char.IsAsciiLetterOrDigit(before) || before is ':' or '.';

    private static QueryError Other(string text, int start, int position, Group group)
    {
        if (char.IsWhiteSpace(text[start]))
            return Fault.At(start, start + 1, $"A space of another kind ({Said.Quote(text, start, start + 1)}) stands here{Fault.IfIgnored(text, start, group)}: write a plain one.", " ");
        if (text[start] == 0 || char.IsControl(text[start]))
            return Fault.At(start, start + 1, $"A character that does not print ({Said.Quote(text, start, start + 1)}) stands here{Fault.IfIgnored(text, start, group)}: remove it.", " ");

        var end = Said.EndOf(text, start);
        var bare = text.AsSpan(start, end - start);
        if (AddressText.TryParse(bare, out _))
            return Fault.At(start, end, $"{Said.Quote(text, start, end)} needs its own “host”, and “and” or “or” before it.", (start > position ? "" : " ") + "or host " + text[start..end]);
        if (start > position && PortFault.Bare(text, start, end, position, group) is { } port) return port;
        return Fault.At(start, end, $"{Said.Quote(text, start, end)} does not belong here{Fault.IfIgnored(text, start, group)}: write “and” or “or” and a term, or remove it.");
    }

    [GeneratedRegex(@"\Gport\s*(?<port>[0-9]+)(\s*,\s*(?<port>[0-9]+))+(?![\w.:])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex PortList();
}
