namespace PacketFleet.Web.Components.Controls.Composer.Completion;

/// <summary>Something the editor offers while one types.</summary>
/// <param name="Name">What is matched from its start.</param>
/// <param name="Text">What is written in its place; a blank at its end where more must follow.</param>
/// <param name="Operand">What must follow, for display; null = nothing.</param>
/// <param name="Says">What it means, in a few words.</param>
/// <param name="Kind">Where it fits: <c>term</c>, <c>joint</c>, <c>mask</c>, <c>port</c>, <c>proto</c>, <c>time</c>, <c>used</c>.</param>
public sealed record CompletionEntry(string Name, string Text, string? Operand, string Says, string Kind);

/// <summary>The words of the query language and what they mean, and names with the numbers they stand for.</summary>
public static class Vocabulary
{
    /// <summary>The words, in the order they are offered.</summary>
    public static readonly IReadOnlyList<CompletionEntry> Words =
    [
        new("host", "host ", "address", "packets from or to one address", "term"),
        new("net", "net ", "address/bits", "packets from or to a subnet", "term"),
        new("port", "port ", "number", "TCP or UDP, either side", "term"),
        new("tcp", "tcp", null, "TCP packets", "term"),
        new("udp", "udp", null, "UDP packets", "term"),
        new("icmp", "icmp", null, "ICMP packets, of IPv4", "term"),
        new("ip proto", "ip proto ", "number", "an IP protocol by its number", "term"),
        new("after", "after ", "time", "at this time or later", "term"),
        new("before", "before ", "time", "earlier than this time", "term"),
        new("vlan", "vlan ", "number", "any VLAN tag of a packet", "term"),
        new("mpls", "mpls ", "label", "any MPLS label of a packet", "term"),
        new("and", "and ", null, "both sides hold", "joint"),
        new("or", "or ", null, "one of the sides holds", "joint"),
        new("mask", "mask ", "address", "the size of the net as a mask", "mask"),
        new("15m ago", "15m ago", null, "a quarter of an hour ago", "time"),
        new("1h ago", "1h ago", null, "an hour ago", "time"),
        new("4h ago", "4h ago", null, "four hours ago", "time"),
        new("24h ago", "24h ago", null, "a day ago", "time"),
        new("168h ago", "168h ago", null, "a week ago", "time"),
    ];

    /// <summary>Everything but what was used before.</summary>
    public static readonly IReadOnlyList<CompletionEntry> All =
    [
        .. Words,
        .. KnownNames.Ports.Select(p => new CompletionEntry(p.Name, FormattableString.Invariant($"port {p.Number}"), null, Say(p), "port")),
        .. KnownNames.Protocols.Select(p => new CompletionEntry(p.Name, KnownNames.ProtocolTerm(p.Number), null, Say(p), "proto")),
    ];

    private static string Say(KnownName name) => name.Says.Length == 0 ? name.Name : $"{name.Name}, {name.Says}";
}
