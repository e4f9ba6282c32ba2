using System.Buffers.Binary;

namespace PacketFleet.TestKit.Stenographers;

/// <summary>
/// The index keys of an Ethernet frame as the capture program makes them: a type byte and a big-endian value. Types: 1 protocol,
/// 2 port, 3 VLAN, 4 IPv4 address, 5 MPLS label, 6 IPv6 address.
/// </summary>
internal static class IndexKeys
{
    private const int Ethernet = 0;
    private const int Ipv4 = 0x0800;
    private const int Ipv6 = 0x86DD;

    /// <summary>All of them, in the order met; a frame cut short has those that lie before the cut.</summary>
    public static List<byte[]> Of(ReadOnlySpan<byte> frame)
    {
        var keys = new List<byte[]>();
        if (ToNetworkLayer(ref frame, keys) is not { } type)
            return keys;

        var protocol = type == Ipv4 ? Four(ref frame, keys) : Six(ref frame, keys);
        if (protocol is not { } number)
            return keys;

        keys.Add([1, number]);
        if ((number == 6 && frame.Length >= 20) || (number == 17 && frame.Length >= 8))
        {
            keys.Add([2, .. frame[..2]]);
            keys.Add([2, .. frame[2..4]]);
        }

        return keys;
    }

    /// <summary>Strips link layers, VLAN tags and labels; null where no IP follows.</summary>
    private static int? ToNetworkLayer(ref ReadOnlySpan<byte> rest, List<byte[]> keys)
    {
        // A type of 0 is read as a further Ethernet header, the way the capture program does it.
        for (var type = Ethernet; ;)
        {
            switch (type)
            {
                case Ethernet when rest.Length >= 14:
                    type = BinaryPrimitives.ReadUInt16BigEndian(rest[12..]);
                    rest = rest[14..];
                    break;
                case 0x8100 or 0x88A8 or 0x9100 or 0x9200 or 0x9300 when rest.Length >= 4:
                    keys.Add([3, (byte)(rest[0] & 0x0F), rest[1]]);
                    type = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
                    rest = rest[4..];
                    break;
                case 0x8847 or 0x8848:
                    if (Labels(ref rest, keys) is not { } inner)
                        return null;

                    type = inner;
                    break;
                case Ipv4 or Ipv6:
                    return type;
                default:
                    return null;
            }
        }
    }

    private static int? Labels(ref ReadOnlySpan<byte> rest, List<byte[]> keys)
    {
        for (var bottom = false; !bottom;)
        {
            if (rest.Length < 5)
                return null;

            var entry = BinaryPrimitives.ReadUInt32BigEndian(rest);
            var key = new byte[5];
            key[0] = 5;
            BinaryPrimitives.WriteUInt32BigEndian(key.AsSpan(1), entry >> 12);
            keys.Add(key);
            bottom = (entry & 0x100) != 0;
            rest = rest[4..];
        }

        switch (rest[0] >> 4)
        {
            case 0:
                // A control word, then Ethernet.
                rest = rest[Math.Min(4, rest.Length)..];
                return Ethernet;
            case 4:
                return Ipv4;
            case 6:
                return Ipv6;
            default:
                return null;
        }
    }

    private static byte? Four(ref ReadOnlySpan<byte> rest, List<byte[]> keys)
    {
        if (rest.Length < 20)
            return null;

        keys.Add([4, .. rest[12..16]]);
        keys.Add([4, .. rest[16..20]]);
        var protocol = rest[9];
        var header = (rest[0] & 15) * 4;
        if (header < 20)
            return null;

        rest = rest[Math.Min(header, rest.Length)..];
        return protocol;
    }

    private static byte? Six(ref ReadOnlySpan<byte> rest, List<byte[]> keys)
    {
        if (rest.Length < 40)
            return null;

        var next = rest[6];
        keys.Add([6, .. rest[8..24]]);
        keys.Add([6, .. rest[24..40]]);
        rest = rest[40..];
        while (next is 0 or 43 or 44 or 60 or 135)
        {
            if (rest.Length < (next == 44 ? 8 : 2))
                return null;

            // Behind the first fragment stands no header.
            if (next == 44 && (BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) & 0xFFF8) != 0)
                break;

            next = rest[0];
            rest = rest[Math.Min((rest[1] + 1) * 8, rest.Length)..];
        }

        return next;
    }
}
