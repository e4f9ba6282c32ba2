using System.Globalization;

namespace PacketFleet.Wire.Queries.Pasting;

/// <summary>Protocols as logs name them.</summary>
internal static class Protocols
{
    /// <summary>The number of a protocol by name or number; null for one that is unknown, or of no IP.</summary>
    public static byte? Number(string text) => byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : ByName(text);

    /// <summary>The number of a protocol by name.</summary>
    public static byte? ByName(string name) => name.ToLowerInvariant() switch
    {
        "icmp" or "icmp4" => 1,
        "igmp" => 2,
        "ipip" or "ipencap" => 4,
        "tcp" => 6,
        "udp" => 17,
        "gre" => 47,
        "esp" => 50,
        "ah" => 51,
        "icmp6" or "icmpv6" or "ipv6-icmp" or "icmp-v6" => 58,
        "ospf" => 89,
        "pim" => 103,
        "vrrp" => 112,
        "l2tp" => 115,
        "sctp" => 132,
        _ => null,
    };
}
