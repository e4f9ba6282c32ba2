using System.Net;

namespace PacketFleet.TestKit.Packets;

/// <summary>A small capture put together packet by packet; each one millisecond after the one before unless told otherwise.</summary>
public sealed class PcapBuilder(long start = PcapBuilder.DefaultStart)
{
    /// <summary>2026-01-02T03:04:05Z.</summary>
    public const long DefaultStart = 1_767_323_045L * 1_000_000_000;

    private const long Step = 1_000_000;

    private readonly List<TestPacket> _packets = [];
    private long _next = start;

    /// <summary>What was added so far.</summary>
    public IReadOnlyList<TestPacket> Packets => _packets;

    /// <summary>Sets the time of the next packet.</summary>
    public PcapBuilder At(long nanoseconds)
    {
        _next = nanoseconds;
        return this;
    }

    /// <summary>Adds a frame as it is; <paramref name="originalLength"/> above its length makes it a cut one.</summary>
    public PcapBuilder Frame(byte[] frame, uint? originalLength = null)
    {
        _packets.Add(new(_next, originalLength ?? (uint)frame.Length, frame));
        _next += Step;
        return this;
    }

    /// <summary>Adds a UDP datagram.</summary>
    public PcapBuilder Udp(string source, int sourcePort, string destination, int destinationPort, int payload = 32) =>
        Frame(Frames.Udp(IPAddress.Parse(source), sourcePort, IPAddress.Parse(destination), destinationPort, Frames.Payload(payload)));

    /// <summary>Adds a TCP segment.</summary>
    public PcapBuilder Tcp(string source, int sourcePort, string destination, int destinationPort, int payload = 32) =>
        Frame(Frames.Tcp(IPAddress.Parse(source), sourcePort, IPAddress.Parse(destination), destinationPort, Frames.Payload(payload)));

    /// <summary>The capture as classic pcap, microseconds unless told otherwise.</summary>
    public byte[] ToPcap(bool nanoseconds = false) => ClassicPcap.Write(_packets, nanoseconds: nanoseconds);

    /// <summary>So many UDP datagrams between varying hosts and ports: the same for the same seed.</summary>
    public static PcapBuilder Mixed(int packets, int seed, long start = DefaultStart, long step = Step)
    {
        var random = new Random(seed);
        var builder = new PcapBuilder(start);
        for (var i = 0; i < packets; i++)
            builder.At(start + (i * step)).Frame(Frames.Random(random));

        return builder;
    }
}
