using System.Globalization;
using System.Text.RegularExpressions;

namespace PacketFleet.Wire.Queries.Faults;

/// <summary>Ports in the writing of other places: behind a protocol, in parentheses, with signs, or without their word.</summary>
internal static partial class PortFault
{
    /// <summary>What stands in place of the number behind <c>port</c>; null for what is no relative of one.</summary>
    public static QueryError? Describe(Place place, int start)
    {
        var text = place.Text;
        var behind = place.Start + "port".Length;
        if (start == behind && text[start] == 's' && (start + 1 == text.Length || !Said.IsOfWord(text[start + 1])))
            return Fault.At(place.Start, start + 1, "“ports” is written “port” here: each number needs its own.", "port");
        if (text[start] is '<' or '>') return Fault.At(start, start + 1, "Stenographer has no ranges of ports: name each, joined with “or”.");
        if (Signs().Match(text, start) is { Success: true } signs && Number(signs.Groups["port"].Value) is { } port)
            return Fault.At(start, start + signs.Length, FormattableString.Invariant($"The number follows “port” without other signs: write “port {port}”."), FormattableString.Invariant($"{(start == behind ? " " : "")}{port}"));
        return null;
    }

    /// <summary><c>port (80 or 443)</c>; null for another text.</summary>
    public static QueryError? InParentheses(Place place, int start)
    {
        var match = Group().Match(place.Text, start);
        return match.Success && NumberFault.Ports(match.Groups["port"].Captures.Select(c => c.Value)) is { } list
            ? Fault.At(place.Start, start + match.Length, "Each number needs its own “port”.", list)
            : null;
    }

    /// <summary><c>tcp/80</c>, <c>udp:53</c>, <c>port 80/tcp</c>.</summary>
    public static QueryError? Glued(string text, int from, int end, Group group, string read)
    {
        var match = Service().Match(text[group.TermStart..end]);
        if (!match.Success || Number(match.Groups["port"].Value) is not { } port) return null;
        var both = FormattableString.Invariant($"{match.Groups["protocol"].Value} and port {port}");
        return Fault.At(group.TermStart, end, $"A protocol and a port are two terms{read}: write “{both}”.", group.TermJoint == Joint.Or ? $"({both})" : both);
    }

    /// <summary>A number behind a whole term: <c>udp 53</c>, <c>host 1.2.3.4 80</c>, <c>port 80 443</c>.</summary>
    public static QueryError? Bare(string text, int start, int end, int position, Group group)
    {
        if (Number(text[start..end]) is not { } port) return null;
        var term = text[group.TermStart..position].TrimEnd();
        var isPort = term.StartsWith("port", StringComparison.Ordinal);
        if (!isPort && term is not ("tcp" or "udp") && !term.StartsWith("host", StringComparison.Ordinal) && !term.StartsWith("net", StringComparison.Ordinal)) return null;

        // Joined to what stands before by the other word, it would be read with all of it.
        var mend = FormattableString.Invariant($"{(isPort ? "or" : "and")} port {port}");
        var message = $"{Said.Quote(text, start, end)} needs its own “port”: write “{mend}”.";
        return group.TermJoint == (isPort ? Joint.And : Joint.Or)
            ? Fault.At(group.TermStart, end, message, $"({term} {mend})")
            : Fault.At(start, end, message, mend);
    }

    private static ushort? Number(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;

    [GeneratedRegex(@"\G[=:]{1,2}[\t ]*(?<port>[0-9]{1,5})(?![\w.:/-])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Signs();

    [GeneratedRegex(@"\G\(\s*(?<port>[0-9]{1,5})(\s*(or|\|\||,)\s*(port\s+)?(?<port>[0-9]{1,5}))*\s*\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Group();

    [GeneratedRegex(@"^((?<protocol>tcp|udp)[:/](?<port>[0-9]{1,5})|port\s+(?<port>[0-9]{1,5})/(?<protocol>tcp|udp))$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Service();
}
