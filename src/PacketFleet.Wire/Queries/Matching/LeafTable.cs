using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace PacketFleet.Wire.Queries.Matching;

/// <summary>The terms of a query by what they look at; each has a bit.</summary>
internal sealed class LeafTable
{
    private readonly TimeLeaf[] _times;
    private readonly RangeTable _v4;
    private readonly Leaf6[] _v6;
    private readonly RangeTable _ports;
    private readonly RangeTable _protocols;
    private readonly RangeTable _vlans;
    private readonly RangeTable _labels;

    private LeafTable(Builder from)
    {
        Words = Math.Max(1, (from.Count + 63) / 64);
        _times = [.. from.Times];
        _v4 = new(from.V4);
        _v6 = [.. from.V6];
        _ports = new(from.Ports);
        _protocols = new(from.Protocols);
        _vlans = new(from.Vlans);
        _labels = new(from.Labels);
        LooksInside = from.Count > from.Times.Count;
    }

    /// <summary>Words of 64 bits that hold a bit for each term.</summary>
    public int Words { get; }

    /// <summary>Some term looks at more than the time.</summary>
    public bool LooksInside { get; }

    public void Time(long nanoseconds, Span<ulong> hits)
    {
        foreach (ref readonly var leaf in _times.AsSpan())
        {
            if (nanoseconds >= leaf.Moment == leaf.IsAfter) Set(hits, leaf.Bit);
        }
    }

    public void V4(uint address, Span<ulong> hits) => _v4.Find(address, hits);

    public void V6(ReadOnlySpan<byte> address, Span<ulong> hits)
    {
        if (_v6.Length == 0) return;
        var value = BinaryPrimitives.ReadUInt128BigEndian(address);
        foreach (ref readonly var leaf in _v6.AsSpan())
        {
            if (value >= leaf.From && value <= leaf.To) Set(hits, leaf.Bit);
        }
    }

    public void Port(uint port, Span<ulong> hits) => _ports.Find(port, hits);

    public void Protocol(uint protocol, Span<ulong> hits) => _protocols.Find(protocol, hits);

    public void Vlan(uint id, Span<ulong> hits) => _vlans.Find(id, hits);

    public void Label(uint label, Span<ulong> hits) => _labels.Find(label, hits);

    private static void Set(Span<ulong> hits, int bit) => hits[bit >> 6] |= 1UL << (bit & 63);

    internal readonly record struct TimeLeaf(long Moment, bool IsAfter, int Bit);

    /// <summary>Both ends of the range belong to it.</summary>
    internal readonly record struct Leaf6(UInt128 From, UInt128 To, int Bit);

    internal sealed class Builder
    {
        public List<TimeLeaf> Times { get; } = [];

        public List<(uint From, uint To, int Bit)> V4 { get; } = [];

        public List<Leaf6> V6 { get; } = [];

        public List<(uint From, uint To, int Bit)> Ports { get; } = [];

        public List<(uint From, uint To, int Bit)> Protocols { get; } = [];

        public List<(uint From, uint To, int Bit)> Vlans { get; } = [];

        public List<(uint From, uint To, int Bit)> Labels { get; } = [];

        public int Count { get; private set; }

        public LeafTable Build() => new(this);

        /// <summary>Takes in a term; returns its bit.</summary>
        public int Add(QueryNode term)
        {
            var bit = Count++;
            switch (term)
            {
                case HostNode host: Range(host.Address, UInt128.MaxValue, bit); break;
                case NetNode net: Range(net.Address, Prefix(net), bit); break;
                case MaskNode net: Range(net.Address, Bits(net.Mask), bit); break;
                case PortNode port: Ports.Add((port.Port, port.Port, bit)); break;
                case ProtocolNode protocol: Protocols.Add((protocol.Protocol, protocol.Protocol, bit)); break;
                case VlanNode vlan: Vlans.Add((vlan.Id, vlan.Id, bit)); break;
                case MplsNode mpls: Labels.Add((mpls.Label, mpls.Label, bit)); break;
                case TimeNode { Time.Absolute: { } moment } time: Times.Add(new(moment.Nanoseconds, time.IsAfter, bit)); break;
                default: throw new ArgumentException("The query holds a relative time: pin it first.", nameof(term));
            }

            return bit;
        }

        /// <summary>As Stenographer does: a mask with holes becomes the range between its ends.</summary>
        private void Range(IPAddress address, UInt128 mask, int bit)
        {
            var bits = Bits(address);
            if (address.AddressFamily == AddressFamily.InterNetwork) V4.Add(((uint)(bits & mask), (uint)(bits | ~mask), bit));
            else V6.Add(new(bits & mask, bits | ~mask, bit));
        }

        private static UInt128 Prefix(NetNode net)
        {
            var host = (net.Address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128) - net.PrefixLength;
            return host == 128 ? UInt128.Zero : UInt128.MaxValue << host;
        }

        private static UInt128 Bits(IPAddress address)
        {
            Span<byte> bytes = stackalloc byte[16];
            bytes.Clear();
            var v4 = address.AddressFamily == AddressFamily.InterNetwork;
            address.TryWriteBytes(v4 ? bytes[12..] : bytes, out _);
            return BinaryPrimitives.ReadUInt128BigEndian(bytes);
        }
    }
}
