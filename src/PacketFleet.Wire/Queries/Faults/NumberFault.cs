using System.Globalization;
using System.Text.RegularExpressions;

namespace PacketFleet.Wire.Queries.Faults;

/// <summary>Faults behind <c>port</c>, <c>vlan</c>, <c>mpls</c> and <c>ip proto</c>.</summary>
internal static partial class NumberFault
{
    private const int MostPorts = 16;

    /// <param name="keyword">The words before the number.</param>
    /// <param name="most">The largest number allowed.</param>
    /// <param name="token">What stands in its place.</param>
    public static QueryError Describe(Place place, string keyword, int most, Token token)
    {
        var text = place.Text;
        var (start, end) = (token.Start, Said.EndOf(text, token.Start));
        var range = FormattableString.Invariant($"0 to {most}");
        if (keyword == "port" && token.Kind == TokenKind.Open && PortFault.InParentheses(place, start) is { } group) return group;
        if (token.Kind is TokenKind.End or TokenKind.Close or TokenKind.Open or TokenKind.And or TokenKind.Or)
            return Fault.At(token.Start, token.Start, $"“{keyword}” needs a number from {range} behind it.");
        if (keyword == "port" && PortFault.Describe(place, start) is { } near) return near;

        // A longer word that only starts with the key word, as "portrange" does.
        if (start == place.Start + keyword.Length && ForeignFault.Describe(place) is { } foreign) return foreign;
        var word = text[start..end];
        var said = Said.Quote(text, start, end);
        if (word.All(char.IsAsciiDigit)) return Fault.At(start, end, $"{said} is too large: “{keyword}” takes a number from {range}.");
        if (keyword == "port" && Port(place, start, word, said) is { } port) return port;
        if (keyword == "ip proto" && Names.ProtocolTerm(word) is { } term) return Fault.At(place.Start, end, term == word ? $"{said} is a term of its own: write “{term}”." : $"Protocols have numbers here, not names such as {said}: write “{term}”.", term);
        if (keyword == "vlan" && word == "any") return Fault.At(start, end, "Stenographer cannot look for any VLAN: give its number.");
        if (Hex(word) is { } value && int.Parse(value, CultureInfo.InvariantCulture) <= most) return Fault.At(start, end, $"{said} is hexadecimal: write {value}.", value);
        if (Plain(word, most) is { } plain) return Fault.At(start, end, $"{said} is not a plain number: write {plain}.", plain);

        // Hex letters and "m", "h" stick to a number, which "and", "before", "host" and others start with.
        if (token.Kind is TokenKind.Unknown or TokenKind.Duration && char.IsAsciiDigit(word[0]) && Split(text, token) is { } split)
            return Fault.At(start, split, $"A space is missing behind the number in {said}.", text[start..split] + " ");
        return Fault.At(start, end, $"{said} is not a number: “{keyword}” takes one from {range}.");
    }

    /// <summary><c>port 1 or port 2 …</c> in parentheses; null for too many or a number too large.</summary>
    public static string? Ports(IEnumerable<string> numbers)
    {
        var terms = new List<string>();
        foreach (var number in numbers)
        {
            if (!ushort.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || terms.Count == MostPorts) return null;
            terms.Add(FormattableString.Invariant($"port {port}"));
        }

        return $"({string.Join(" or ", terms)})";
    }

    /// <summary>The decimal text of <c>0x50</c>; null for anything else.</summary>
    public static string? Hex(string word) =>
        word.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && word.Length <= 8
        && uint.TryParse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value.ToString(CultureInfo.InvariantCulture)
            : null;

    /// <summary>A range of ports spelled out, as far as it is short.</summary>
    public static QueryError Range(int start, int end, string first, string last)
    {
        var message = "Stenographer has no ranges of ports: name each, joined with “or”.";
        if (!ushort.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || !ushort.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to) || to < from || to - from >= MostPorts) return Fault.At(start, end, message);
        return Fault.At(start, end, message, Ports(Enumerable.Range(from, to - from + 1).Select(p => p.ToString(CultureInfo.InvariantCulture))));
    }

    private static QueryError? Port(Place place, int start, string word, string said)
    {
        var end = start + word.Length;
        if (Names.Port(word) is { } number) return Fault.At(start, end, FormattableString.Invariant($"Ports have numbers here, not names such as {said}: write {number}."), number.ToString(CultureInfo.InvariantCulture));
        var range = PortRange().Match(word);
        return range.Success ? Range(place.Start, end, range.Groups["from"].Value, range.Groups["to"].Value) : null;
    }

    private static string? Plain(string word, int most)
    {
        var digits = word.Trim('+', '.', '_', '=', ':');
        return digits.Length is > 0 and < 8 && digits.Length < word.Length && digits.All(char.IsAsciiDigit) && int.Parse(digits, CultureInfo.InvariantCulture) <= most ? digits : null;
    }

    private static int? Split(string text, Token token)
    {
        var digits = token.Start;
        while (digits < token.End && char.IsAsciiDigit(text[digits])) digits++;
        return Lexer.Next(text, digits).Kind is TokenKind.And or TokenKind.Before or TokenKind.After or TokenKind.Host or TokenKind.Mpls or TokenKind.Mask ? digits : null;
    }

    [GeneratedRegex(@"^(?<from>[0-9]{1,5})[-:.]+(?<to>[0-9]{1,5})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex PortRange();
}
