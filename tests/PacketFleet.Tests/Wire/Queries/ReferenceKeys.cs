namespace PacketFleet.Tests.Wire.Queries;

/// <summary>
/// The index keys of an Ethernet frame, by the plainest code there is: a type byte (1 protocol, 2 port, 3 VLAN, 4 IPv4, 5 MPLS,
/// 6 IPv6) and the value. What a matcher is held against.
/// </summary>
internal static class ReferenceKeys
{
    public static List<byte[]> Of(ReadOnlySpan<byte> frame)
    {
        var keys = new List<byte[]>();
        var p = frame.ToArray();
        var type = 0;
        var at = 0;
        while (true)
        {
            if (type == 0)
            {
                if (at + 14 > p.Length) return keys;
                type = (p[at + 12] << 8) | p[at + 13];
                at += 14;
            }
            else if (type is 0x8100 or 0x88a8 or 0x9100 or 0x9200 or 0x9300)
            {
                if (at + 4 > p.Length) return keys;
                keys.Add([3, (byte)(p[at] & 15), p[at + 1]]);
                type = (p[at + 2] << 8) | p[at + 3];
                at += 4;
            }
            else if (type is 0x8847 or 0x8848)
            {
                while (true)
                {
                    if (at + 5 > p.Length) return keys;
                    var label = (p[at] << 12) | (p[at + 1] << 4) | (p[at + 2] >> 4);
                    keys.Add([5, 0, (byte)(label >> 16), (byte)(label >> 8), (byte)label]);
                    at += 4;
                    if ((p[at - 2] & 1) != 0) break;
                }

                var version = p[at] >> 4;
                if (version is not (0 or 4 or 6)) return keys;
                type = version == 0 ? 0 : version == 4 ? 0x800 : 0x86dd;
                if (version == 0) at += 4;
            }
            else if (type == 0x800)
            {
                if (at + 20 > p.Length) return keys;
                keys.Add([4, .. p[(at + 12)..(at + 16)]]);
                keys.Add([4, .. p[(at + 16)..(at + 20)]]);
                var header = (p[at] & 15) * 4;
                if (header >= 20) Ports(keys, p, p[at + 9], at + header);
                return keys;
            }
            else
            {
                if (type == 0x86dd) Six(keys, p, at);
                return keys;
            }
        }
    }

    private static void Six(List<byte[]> keys, byte[] p, int at)
    {
        if (at + 40 > p.Length) return;
        var next = p[at + 6];
        keys.Add([6, .. p[(at + 8)..(at + 24)]]);
        keys.Add([6, .. p[(at + 24)..(at + 40)]]);
        at += 40;
        while (next is 44 or 135 or 0 or 43 or 60)
        {
            if (at + (next == 44 ? 8 : 2) > p.Length) return;
            if (next == 44 && (p[at + 2] != 0 || p[at + 3] >= 8)) break;
            next = p[at];
            at += (p[at + 1] + 1) * 8;
        }

        Ports(keys, p, next, at);
    }

    private static void Ports(List<byte[]> keys, byte[] p, byte protocol, int at)
    {
        keys.Add([1, protocol]);
        if ((protocol != 6 || at + 20 > p.Length) && (protocol != 17 || at + 8 > p.Length)) return;
        keys.Add([2, p[at], p[at + 1]]);
        keys.Add([2, p[at + 2], p[at + 3]]);
    }
}
