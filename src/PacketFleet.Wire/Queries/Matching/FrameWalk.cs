using System.Buffers.Binary;

namespace PacketFleet.Wire.Queries.Matching;

/// <summary>One pass over a frame that finds what an index of it would hold, and marks the terms that ask for it.</summary>
internal readonly ref struct FrameWalk
{
    private const int Ethernet = 0;
    private const int IPv4 = 0x0800;
    private const int IPv6 = 0x86dd;
    private const int Nothing = -1;

    private readonly ReadOnlySpan<byte> _frame;
    private readonly LeafTable _leaves;
    private readonly Span<ulong> _hits;

    public FrameWalk(ReadOnlySpan<byte> frame, LeafTable leaves, Span<ulong> hits)
    {
        _frame = frame;
        _leaves = leaves;
        _hits = hits;
    }

    public void Run(int linkType)
    {
        var (type, at) = Start(linkType);

        // Every turn moves on by at least four bytes or ends, so a frame bounds its own walk.
        while (true)
        {
            switch (type)
            {
                case Ethernet:
                    // Type 0 inside a frame reads as Ethernet again, as Stenographer's capture does.
                    if (at + 14 > _frame.Length) return;
                    type = Short(at + 12);
                    at += 14;
                    break;

                case 0x8100 or 0x88a8 or 0x9100 or 0x9200 or 0x9300:
                    if (at + 4 > _frame.Length) return;
                    _leaves.Vlan(Short(at) & 0xfffu, _hits);
                    type = Short(at + 2);
                    at += 4;
                    break;

                case 0x8847 or 0x8848:
                    if (!Labels(ref type, ref at)) return;
                    break;

                case IPv4:
                    Internet4(at);
                    return;

                case IPv6:
                    Internet6(at);
                    return;

                default:
                    return;
            }
        }
    }

    /// <summary>The type of what the link layer carries, and where that starts.</summary>
    private (int Type, int At) Start(int linkType) => linkType switch
    {
        LinkTypes.Ethernet => (Ethernet, 0),
        LinkTypes.RawIp or 12 or 14 => (OfVersion(0), 0),
        228 => (IPv4, 0),
        229 => (IPv6, 0),
        LinkTypes.LinuxCooked when _frame.Length >= 16 => (Carried(14), 16),
        LinkTypes.LinuxCooked2 when _frame.Length >= 20 => (Carried(0), 20),
        LinkTypes.BsdLoopback or 108 when _frame.Length >= 4 => (OfFamily(), 4),
        _ => (Nothing, 0),
    };

    /// <summary>The type in a cooked header; 0 is none there.</summary>
    private int Carried(int at) => Short(at) is var type && type == 0 ? Nothing : type;

    private int OfVersion(int at) => at >= _frame.Length ? Nothing : (_frame[at] >> 4) switch
    {
        4 => IPv4,
        6 => IPv6,
        _ => Nothing,
    };

    /// <summary>The address family, in either byte order; IPv6 has a number of its own on every BSD.</summary>
    private int OfFamily()
    {
        var family = BinaryPrimitives.ReadUInt32LittleEndian(_frame);
        if (family > 0xffff) family = BinaryPrimitives.ReverseEndianness(family);
        return family switch
        {
            2 => IPv4,
            10 or 24 or 28 or 30 => IPv6,
            _ => Nothing,
        };
    }

    private bool Labels(ref int type, ref int at)
    {
        uint label;
        do
        {
            if (at + 5 > _frame.Length) return false;
            label = BinaryPrimitives.ReadUInt32BigEndian(_frame[at..]);
            _leaves.Label(label >> 12, _hits);
            at += 4;
        }
        while ((label & 0x100) == 0);

        switch (_frame[at] >> 4)
        {
            case 0:
                // A pseudowire's control word, then an Ethernet frame.
                type = Ethernet;
                at += 4;
                return true;
            case 4: type = IPv4; return true;
            case 6: type = IPv6; return true;
            default: return false;
        }
    }

    private void Internet4(int at)
    {
        if (at + 20 > _frame.Length) return;
        var header = _frame.Slice(at, 20);
        _leaves.V4(BinaryPrimitives.ReadUInt32BigEndian(header[12..]), _hits);
        _leaves.V4(BinaryPrimitives.ReadUInt32BigEndian(header[16..]), _hits);
        var length = (header[0] & 15) * 4;
        if (length >= 20) Transport(header[9], at + length);
    }

    private void Internet6(int at)
    {
        if (at + 40 > _frame.Length) return;
        var header = _frame.Slice(at, 40);
        _leaves.V6(header[8..24], _hits);
        _leaves.V6(header[24..40], _hits);
        int next = header[6];
        at += 40;
        while (next is 0 or 43 or 44 or 60 or 135)
        {
            if (next == 44)
            {
                if (at + 8 > _frame.Length) return;
                if ((Short(at + 2) & 0xfff8) != 0) break;
            }

            if (at + 2 > _frame.Length) return;
            next = _frame[at];
            at += (_frame[at + 1] + 1) * 8;
        }

        Transport(next, at);
    }

    /// <summary>Later fragments of IPv4 have no ports; what stands in their place is taken for them, as the index does.</summary>
    private void Transport(int protocol, int at)
    {
        _leaves.Protocol((uint)protocol, _hits);
        var needed = protocol switch { 6 => 20, 17 => 8, _ => int.MaxValue / 2 };
        if (at + needed > _frame.Length) return;
        _leaves.Port(Short(at), _hits);
        _leaves.Port(Short(at + 2), _hits);
    }

    private ushort Short(int at) => BinaryPrimitives.ReadUInt16BigEndian(_frame[at..]);
}
