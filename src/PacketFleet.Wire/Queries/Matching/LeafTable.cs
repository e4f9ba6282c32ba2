using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace PacketFleet.Wire.Queries.Matching;

/// <summary>The terms of a query by what they look at; each has a bit.</summary>
internal sealed class LeafTable
{
    private readonly TimeLeaf[] _times;
    private readonly Leaf<uint>[] _v4;
    private readonly Leaf<UInt128>[] _v6;
    private readonly Leaf<uint>[] _ports;
    private readonly Leaf<uint>[] _protocols;
    private readonly Leaf<uint>[] _vlans;
    private readonly Leaf<uint>[] _labels;

    private LeafTable(Builder from)
    {
        Words = Math.Max(1, (from.Count + 63) / 64);
        _times = [.. from.Times];
        _v4 = [.. from.V4];
        _v6 = [.. from.V6];
        _ports = [.. from.Ports];
        _protocols = [.. from.Protocols];
        _vlans = [.. from.Vlans];
        _labels = [.. from.Labels];
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

    public void V4(uint address, Span<ulong> hits) => Find(_v4, address, hits);

    public void V6(ReadOnlySpan<byte> address, Span<ulong> hits)
    {
        if (_v6.Length > 0) Find(_v6, BinaryPrimitives.ReadUInt128BigEndian(address), hits);
    }

    public void Port(uint port, Span<ulong> hits) => Find(_ports, port, hits);

    public void Protocol(uint protocol, Span<ulong> hits) => Find(_protocols, protocol, hits);

    public void Vlan(uint id, Span<ulong> hits) => Find(_vlans, id, hits);

    public void Label(uint label, Span<ulong> hits) => Find(_labels, label, hits);

    private static void Find<T>(Leaf<T>[] leaves, T value, Span<ulong> hits)
        where T : struct, IComparable<T>
    {
        foreach (ref readonly var leaf in leaves.AsSpan())
        {
            if (value.CompareTo(leaf.From) >= 0 && value.CompareTo(leaf.To) <= 0) Set(hits, leaf.Bit);
        }
    }

    private static void Set(Span<ulong> hits, int bit) => hits[bit >> 6] |= 1UL << (bit & 63);

    internal readonly record struct TimeLeaf(long Moment, bool IsAfter, int Bit);

    /// <summary>Both ends of the range belong to it.</summary>
    internal readonly record struct Leaf<T>(T From, T To, int Bit);

    internal sealed class Builder
    {
        public List<TimeLeaf> Times { get; } = [];

        public List<Leaf<uint>> V4 { get; } = [];

        public List<Leaf<UInt128>> V6 { get; } = [];

        public List<Leaf<uint>> Ports { get; } = [];

        public List<Leaf<uint>> Protocols { get; } = [];

        public List<Leaf<uint>> Vlans { get; } = [];

        public List<Leaf<uint>> Labels { get; } = [];

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
                case PortNode port: Ports.Add(new(port.Port, port.Port, bit)); break;
                case ProtocolNode protocol: Protocols.Add(new(protocol.Protocol, protocol.Protocol, bit)); break;
                case VlanNode vlan: Vlans.Add(new(vlan.Id, vlan.Id, bit)); break;
                case MplsNode mpls: Labels.Add(new(mpls.Label, mpls.Label, bit)); break;
                case TimeNode { Time.Absolute: { } moment } time: Times.Add(new(moment.Nanoseconds, time.IsAfter, bit)); break;
                default: throw new ArgumentException("The query holds a relative time: pin it first.", nameof(term));
            }

            return bit;
        }

        /// <summary>As Stenographer does: a mask with holes becomes the range between its ends.</summary>
        private void Range(IPAddress address, UInt128 mask, int bit)
        {
            var bits = Bits(address);
            if (address.AddressFamily == AddressFamily.InterNetwork) V4.Add(new((uint)(bits & mask), (uint)(bits | ~mask), bit));
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
