using System.Text.RegularExpressions;

namespace PacketFleet.Wire.Queries.Faults;

/// <summary>Terms of tcpdump, Wireshark and others, told in this language.</summary>
internal static partial class ForeignFault
{
    public static QueryError? Describe(Place place)
    {
        var (text, start) = (place.Text, place.Start);
        if (text[start] == '!') return Not(text, start, start + 1);
        if (Negation().Match(text, start) is { Success: true } not) return Not(text, start, start + not.Length);

        var sided = Sided().Match(text, start);
        if (sided.Success)
        {
            var kind = sided.Groups["kind"].Value.ToLowerInvariant();
            if (kind.Length == 0) kind = "host";
            return Fault.At(start, start + sided.Length, $"Stenographer does not tell source from destination: write “{kind}” for both.", sided.Groups["kind"].Success ? kind : kind + " ");
        }

        return Field(place) ?? Range(place) ?? Named(text, start);
    }

    private static QueryError Not(string text, int start, int end) =>
        Fault.At(start, end, $"{Said.Quote(text, start, end)} is not available in Stenographer: ask for what you want, and leave the rest out afterwards.");

    /// <summary><c>ip.addr == 192.0.2.1</c> and its like.</summary>
    private static QueryError? Field(Place place)
    {
        var match = Equality().Match(place.Text, place.Start);
        if (!match.Success) return null;

        var value = match.Groups["value"].Value;
        var term = match.Groups["field"].Value.ToLowerInvariant() switch
        {
            "ip.addr" or "ip.src" or "ip.dst" or "ip.host" or "ipv6.addr" or "ipv6.src" or "ipv6.dst" when value.Contains('/', StringComparison.Ordinal) => $"net {value}",
            "ip.addr" or "ip.src" or "ip.dst" or "ip.host" or "ipv6.addr" or "ipv6.src" or "ipv6.dst" => $"host {value}",
            "tcp.port" or "tcp.srcport" or "tcp.dstport" => $"tcp and port {value}",
            "udp.port" or "udp.srcport" or "udp.dstport" => $"udp and port {value}",
            "ip.proto" or "ipv6.nxt" => $"ip proto {value}",
            "vlan.id" => $"vlan {value}",
            "mpls.label" => $"mpls {value}",
            _ => null,
        };
        if (term is null || !QueryParser.TryParse(term, out var query, out _)) return null;
        var mend = query.Root is BinaryNode && place.Before == Joint.Or ? $"({term})" : term;
        return Fault.At(place.Start, place.Start + match.Length, $"Fields are not known here: write “{term}”.", mend);
    }

    private static QueryError? Range(Place place)
    {
        var match = PortRange().Match(place.Text, place.Start);
        return match.Success ? NumberFault.Range(place.Start, place.Start + match.Length, match.Groups["from"].Value, match.Groups["to"].Value) : null;
    }

    private static QueryError? Named(string text, int start)
    {
        var match = Name().Match(text, start);
        if (!match.Success) return null;

        var end = start + match.Length;
        var said = Said.Quote(text, start, end);
        switch (match.Groups["name"].Value.ToLowerInvariant())
        {
            case "arp" or "rarp": return Fault.At(start, end, $"{said} is not in Stenographer’s index, which holds IP only: a time alone finds such packets.");
            case "ip" when IpProtocol().Match(text, start) is { Success: true } protocol: return Fault.At(start, start + protocol.Length, "“protocol” is written “proto” here.", "ip proto");
            case "protocol": return Fault.At(start, end, "“protocol” is written “ip proto” here.", "ip proto");
            case "proto": return Fault.At(start, end, "“proto” needs “ip” before it: write “ip proto”.", "ip proto");
            case "ip" or "ip4" or "ip6" or "ipv6" or "ipv4" when Follow().Match(text, end) is { Success: true } next:
                return Fault.At(start, end + next.Length, $"{said} does not stand before another term: leave it out.", next.Groups["kind"].Value.ToLowerInvariant());
            case "ip" when Said.EndOf(text, start) == end: return Fault.At(start, end, "“ip” is followed by “proto” and a number: for all of IPv4 write “net 0.0.0.0/0”.", "net 0.0.0.0/0");
            case "since" or "newer": return Fault.At(start, end, $"{said} is written “after” here.", "after");
            case "until" or "older": return Fault.At(start, end, $"{said} is written “before” here.", "before");
            case "ipaddr" or "addr" or "address": return Fault.At(start, end, $"{said} is written “host” here.", "host");
            case "subnet" or "network" or "cidr": return Fault.At(start, end, $"{said} is written “net” here.", "net");
            case "broadcast" or "multicast" or "ether" or "gateway" or "len" or "less" or "greater":
                return Fault.At(start, end, $"{said} is not in Stenographer’s index: ask for hosts, networks, ports and protocols, and narrow the packets afterwards.");
            case var name when Names.ProtocolTerm(name) is { } term && name != term && Said.EndOf(text, start) == end:
                return Fault.At(start, end, $"{said} is not a word of this language: write “{term}”.", term);
            case var name when Names.Port(name) is { } port && Said.EndOf(text, start) == end:
                return Fault.At(start, end, FormattableString.Invariant($"{said} is not a word of this language: write “port {port}”."), FormattableString.Invariant($"port {port}"));
            default: return null;
        }
    }

    [GeneratedRegex(@"\Gnot(?![a-z0-9])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Negation();

    [GeneratedRegex(@"\G(src|dst|source|destination|from|to)(\s+(and|or)\s+(src|dst))?\s+((?<kind>host|port|net)\b|(?=[0-9a-f]*[.:]))", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Sided();

    [GeneratedRegex(@"\G(?<field>[a-z0-9]+\.[a-z]+)\s*(==?|\beq\b)\s*(?<value>[0-9A-Fa-f.:/]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Equality();

    [GeneratedRegex(@"\Gip\s+protocol(?!\w)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex IpProtocol();

    [GeneratedRegex(@"\Gportrange\s+(?<from>[0-9]{1,5})\s*-\s*(?<to>[0-9]{1,5})(?!\w)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PortRange();

    [GeneratedRegex(@"\G(?<name>[A-Za-z][A-Za-z0-9]*)(?![\w.])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\G\s+(?<kind>host|net|port|tcp|udp|icmp)(?!\w)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Follow();
}
