namespace PacketFleet.Web.Components.Pages;

/// <summary>What the Help page shows. Every example is a query that reads.</summary>
internal static class HelpTopics
{
    /// <summary>The language by what one looks for.</summary>
    public static readonly IReadOnlyList<HelpTopic> All =
    [
        new("help-where", "Addresses and networks",
        [
            new("host 8.8.8.8", "packets from or to one address"),
            new("host 2001:db8:40::5a", "IPv6 as well"),
            new("net 192.0.2.0/24", "from or to a network"),
            new("net 10.0.0.1 mask 255.0.0.255", "a network by its mask"),
            new("host 192.0.2.44 and host 203.0.113.77", "between two hosts"),
        ]),
        new("help-what", "Ports and protocols",
        [
            new("port 53", "TCP or UDP, either side"),
            new("tcp and port 443", "TCP only"),
            new("udp", "also tcp and icmp"),
            new("ip proto 47", "any protocol by its number; 47 is GRE"),
            new("vlan 20", "any tag of a stack"),
            new("mpls 16", "any label of a stack"),
        ]),
        new("help-when", "Times",
        [
            new("host 8.8.8.8 and after 3h ago", "the last three hours; m or h"),
            new("port 53 and after 2026-11-24T11:00:00Z and before 2026-11-24T15:00:00Z", "from, included, to, not included"),
            new("tcp and before 90m ago", "until then"),
            new("tcp and after 2026-11-24T12:00:00+01:00", "with the zone's offset"),
        ]),
        new("help-joined", "Joined",
        [
            new("host 8.8.8.8 and (port 53 or port 853)", "both, and one of two"),
            new("(host 192.0.2.44 or host 192.0.2.45) and tcp", "one of two, and TCP"),
            new("net 192.0.2.0/24 && udp || icmp", "&& and || are and and or"),
        ]),
    ];

    /// <summary>Keys and what they do.</summary>
    public static readonly IReadOnlyList<(string[] Keys, string Does)> Keys =
    [
        (["Ctrl", "Enter"], "submit"),
        (["Alt", "Enter"], "take the mend that is offered"),
        (["Tab"], "take the completion that is marked"),
        (["Alt", "B"], "text or blocks"),
        (["/"], "jump to a job by its number"),
        (["J", "K"], "next and previous job"),
        (["Enter"], "open the job's regions"),
        (["Esc"], "close what is open"),
    ];

    /// <summary>The address that puts an example into the composer.</summary>
    public static string Address(string query) => "/?q=" + Uri.EscapeDataString(query);
}

/// <summary>Examples of one kind.</summary>
internal sealed record HelpTopic(string Id, string Title, IReadOnlyList<HelpExample> Examples);

/// <summary>One example.</summary>
/// <param name="Query">A query that reads.</param>
/// <param name="Means">In a few words.</param>
internal sealed record HelpExample(string Query, string Means);
