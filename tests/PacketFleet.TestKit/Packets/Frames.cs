using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace PacketFleet.TestKit.Packets;

/// <summary>Ethernet frames.</summary>
public static class Frames
{
    private static readonly byte[] Addresses = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2];

    /// <summary>So many bytes that tell where they are.</summary>
    public static byte[] Payload(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];

    /// <summary>Ethernet around a payload, with VLAN tags outermost first.</summary>
    public static byte[] Ethernet(ushort type, ReadOnlySpan<byte> payload, params ReadOnlySpan<ushort> vlans)
    {
        var frame = new byte[14 + (4 * vlans.Length) + payload.Length];
        Addresses.CopyTo(frame.AsSpan());
        var at = 12;
        foreach (var vlan in vlans)
        {
            Put(frame, at, 0x8100);
            Put(frame, at + 2, vlan);
            at += 4;
        }

        Put(frame, at, type);
        payload.CopyTo(frame.AsSpan(at + 2));
        return frame;
    }

    /// <summary>IPv4 or IPv6, after the addresses, around a payload.</summary>
    public static byte[] Ip(IPAddress source, IPAddress destination, byte protocol, ReadOnlySpan<byte> payload)
    {
        if (source.AddressFamily == AddressFamily.InterNetworkV6)
        {
            var six = new byte[40 + payload.Length];
            six[0] = 0x60;
            Put(six, 4, (ushort)payload.Length);
            six[6] = protocol;
            six[7] = 64;
            source.GetAddressBytes().CopyTo(six, 8);
            destination.GetAddressBytes().CopyTo(six, 24);
            payload.CopyTo(six.AsSpan(40));
            return six;
        }

        var four = new byte[20 + payload.Length];
        four[0] = 0x45;
        Put(four, 2, (ushort)four.Length);
        four[8] = 64;
        four[9] = protocol;
        source.GetAddressBytes().CopyTo(four, 12);
        destination.GetAddressBytes().CopyTo(four, 16);
        Put(four, 10, Checksum(four.AsSpan(0, 20)));
        payload.CopyTo(four.AsSpan(20));
        return four;
    }

    /// <summary>A UDP datagram in a frame.</summary>
    public static byte[] Udp(
        IPAddress source, int sourcePort, IPAddress destination, int destinationPort, ReadOnlySpan<byte> payload, params ReadOnlySpan<ushort> vlans)
    {
        var udp = new byte[8 + payload.Length];
        Put(udp, 0, (ushort)sourcePort);
        Put(udp, 2, (ushort)destinationPort);
        Put(udp, 4, (ushort)udp.Length);
        payload.CopyTo(udp.AsSpan(8));
        return Ethernet(EtherType(source), Ip(source, destination, 17, udp), vlans);
    }

    /// <summary>A TCP segment in a frame.</summary>
    public static byte[] Tcp(
        IPAddress source, int sourcePort, IPAddress destination, int destinationPort, ReadOnlySpan<byte> payload, params ReadOnlySpan<ushort> vlans)
    {
        var tcp = new byte[20 + payload.Length];
        Put(tcp, 0, (ushort)sourcePort);
        Put(tcp, 2, (ushort)destinationPort);
        tcp[12] = 0x50;
        tcp[13] = 0x18;
        Put(tcp, 14, 65535);
        payload.CopyTo(tcp.AsSpan(20));
        return Ethernet(EtherType(source), Ip(source, destination, 6, tcp), vlans);
    }

    /// <summary>An ICMP or ICMPv6 echo request in a frame.</summary>
    public static byte[] Ping(IPAddress source, IPAddress destination, params ReadOnlySpan<ushort> vlans)
    {
        var six = source.AddressFamily == AddressFamily.InterNetworkV6;
        var echo = new byte[40];
        echo[0] = (byte)(six ? 128 : 8);
        return Ethernet(EtherType(source), Ip(source, destination, (byte)(six ? 58 : 1), echo), vlans);
    }

    /// <summary>An ARP request: matches nothing but time terms.</summary>
    public static byte[] Arp()
    {
        var arp = new byte[28];
        Put(arp, 0, 1);
        Put(arp, 2, 0x0800);
        arp[4] = 6;
        arp[5] = 4;
        Put(arp, 6, 1);
        return Ethernet(0x0806, arp);
    }

    /// <summary>One of many kinds of frame between few hosts and ports, so that queries have something to choose.</summary>
    public static byte[] Random(Random random)
    {
        var six = random.Next(4) == 0;
        var from = Host(random, six);
        var to = Host(random, six);
        var source = 1024 + random.Next(4);
        ReadOnlySpan<int> ports = [53, 80, 443, 22];
        var destination = ports[random.Next(ports.Length)];
        var payload = Payload(random.Next(200));
        ushort[] vlans = random.Next(5) == 0 ? [(ushort)(10 + random.Next(2))] : [];
        return random.Next(10) switch
        {
            0 => Arp(),
            1 => Ping(from, to, vlans),
            < 6 => Udp(from, source, to, destination, payload, vlans),
            _ => Tcp(from, source, to, destination, payload, vlans),
        };
    }

    private static IPAddress Host(Random random, bool six) => six
        ? IPAddress.Parse($"2001:db8::{1 + random.Next(5)}")
        : random.Next(6) == 0 ? IPAddress.Parse("8.8.8.8") : IPAddress.Parse($"10.0.{random.Next(2)}.{1 + random.Next(5)}");

    private static ushort EtherType(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? (ushort)0x86DD : (ushort)0x0800;

    private static ushort Checksum(ReadOnlySpan<byte> header)
    {
        uint sum = 0;
        for (var i = 0; i < header.Length; i += 2)
            sum += BinaryPrimitives.ReadUInt16BigEndian(header[i..]);

        while (sum > 0xFFFF)
            sum = (sum & 0xFFFF) + (sum >> 16);

        return (ushort)~sum;
    }

    private static void Put(byte[] bytes, int at, ushort value) => BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), value);
}
