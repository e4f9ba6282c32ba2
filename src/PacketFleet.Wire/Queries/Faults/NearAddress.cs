using System.Globalization;
using System.Text.RegularExpressions;

namespace PacketFleet.Wire.Queries.Faults;

/// <summary>Addresses in the writing of other places: with signs around them, as links, patterns and ranges.</summary>
internal static partial class NearAddress
{
    /// <summary>What stands in place of the address behind <c>host</c> or <c>net</c>; null for what is no relative of one.</summary>
    /// <param name="place">Where the term stands.</param>
    /// <param name="keyword"><c>host</c> or <c>net</c>.</param>
    /// <param name="start">Where the address should start.</param>
    public static QueryError? Describe(Place place, string keyword, int start)
    {
        var text = place.Text;
        var behind = place.Start + keyword.Length;
        if (text.AsSpan(start).StartsWith("!", StringComparison.Ordinal))
            return Fault.At(start, Math.Min(start + (text.AsSpan(start).StartsWith("!=", StringComparison.Ordinal) ? 2 : 1), text.Length), "“not” is not available in Stenographer: ask for what you want, and leave the rest out afterwards.");
        if (start == behind && text[start] == 's' && (start + 1 == text.Length || !Said.IsOfWord(text[start + 1])))
            return Fault.At(place.Start, start + 1, $"“{keyword}s” is written “{keyword}” here: each {(keyword == "host" ? "address" : "network")} needs its own.", keyword);
        if (Signs().Match(text, start) is { Success: true } signs && AddressText.TryParse(signs.Groups["address"].ValueSpan, out var address))
            return Fault.At(start, start + signs.Length, $"The address follows “{keyword}” without other signs: write “{keyword} {AddressText.Print(address)}”.", (start == behind ? " " : "") + AddressText.Print(address));
        if (Link().Match(text, start) is { Success: true } link && AddressText.TryParse(link.Groups["address"].ValueSpan, out address))
            return Fault.At(start, start + link.Length, $"{Said.Quote(text, start, start + link.Length)} is a link: write “{keyword} {AddressText.Print(address)}”.", AddressText.Print(address));
        if (Pattern().Match(text, start) is { Success: true } pattern && Network(pattern) is { } network)
            return Fault.At(place.Start, start + pattern.Length, $"Patterns are not known: write “net {network}”.", $"net {network}");

        var end = Said.EndOf(text, start);
        var word = text[start..end];
        var said = Said.Quote(text, start, end);
        if (word.Contains("[.]", StringComparison.Ordinal) && AddressText.TryParse(word.Replace("[.]", ".", StringComparison.Ordinal), out address))
            return Fault.At(start, end, $"{said} must stand without brackets.", AddressText.Print(address));
        if (Range().IsMatch(word)) return Fault.At(start, end, "Stenographer has no ranges of addresses: write a network, such as “net 192.0.2.0/24”.");
        if (Mac().IsMatch(word)) return Fault.At(start, end, "MAC addresses are not in Stenographer’s index: write an IP address.");
        return Short().IsMatch(word) ? Fault.At(start, end, FormattableString.Invariant($"{said} is not an IP address: it has {word.Count(c => c == '.') + 1} of four numbers.")) : null;
    }

    private static string? Network(Match pattern)
    {
        var octets = pattern.Groups["octet"].Captures;
        var whole = string.Concat(octets.Select(o => o.Value + ".")) + string.Join('.', Enumerable.Repeat("0", 4 - octets.Count));
        return AddressText.TryParse(whole, out _) ? string.Create(CultureInfo.InvariantCulture, $"{whole}/{octets.Count * 8}") : null;
    }

    [GeneratedRegex(@"\G(==?[\t ]*|:[\t ]*(?=[0-9]{1,3}\.)|[""'“”‘’])(?<address>[0-9A-Fa-f.:]+)[""'“”‘’]?(?![\w.:/])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Signs();

    [GeneratedRegex(@"\G[A-Za-z]{2,8}://(?<address>[0-9.]{7,15})(/[^\s()]*|(?![\w.:]))", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"\G((?<octet>[0-9]{1,3})\.){1,3}\*(\.\*){0,2}(?![\w.])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^[0-9]{1,3}(\.[0-9]{1,3}){3}-[0-9]{1,3}(\.[0-9]{1,3}){0,3}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    [GeneratedRegex("^([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Mac();

    [GeneratedRegex(@"^[0-9]{1,3}(\.[0-9]{1,3}){1,2}\.?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Short();
}
