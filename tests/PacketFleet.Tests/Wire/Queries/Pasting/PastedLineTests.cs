using PacketFleet.Wire.Queries.Pasting;
using static PacketFleet.Tests.Wire.Queries.Pasting.Pasted;

namespace PacketFleet.Tests.Wire.Queries.Pasting;

public sealed class PastedLineTests
{
    private const string Tcp = "host 10.0.0.1 and host 8.8.8.8 and tcp and port 5555 and port 53";
    private const string Ports = "host 10.0.0.1 and host 8.8.8.8 and port 5555 and port 53";

    [Theory]
    [InlineData("2026-11-24 14:02:11.123     3.456 TCP     10.0.0.1:5555 ->   8.8.8.8:53   .AP.SF   0   12   3456  1", Tcp, "14:02:11.123 to 14:02:14.579", "14:03:15")]
    [InlineData("2026-11-24 14:02:11.123 00:01:03.456 UDP 2001:db8::1.5555 -> 2001:DB8::2.53 12 3456 1", "host 2001:db8::1 and host 2001:db8::2 and udp and port 5555 and port 53", "14:02:11.123 to 14:03:14.123", "14:04:15")]
    [InlineData("2026-11-24 14:02:11.123 2026-11-24 14:02:15.123 4.000 ICMP 10.0.0.1:0 -> 8.8.8.8:8.0 1 1 1", "host 10.0.0.1 and host 8.8.8.8 and icmp", "14:02:11.123 to 14:02:15.123", "14:03:16")]
    public void Read_LineOfNfdump_AsksForItsFlow(string line, string query, string when, string before)
    {
        var pasted = Read("Date first seen          Duration Proto      Src IP Addr:Port          Dst IP Addr:Port   Packets    Bytes Flows\n" + line + "\nSummary: total flows: 1");

        Say(pasted).ShouldBe($"From a NetFlow line: {when}, a minute added at each end.");
        pasted.Filter!.Canonical.ShouldBe(query);
        pasted.Window.ToString().ShouldBe($"2026-11-24T14:01:11Z – 2026-11-24T{before}Z");
        pasted.Notes.ShouldContain("A time without a zone is read as UTC.");
    }

    [Theory]
    [InlineData("tcp 10.0.0.1 5555 8.8.8.8 53", Tcp)]
    [InlineData("TCP 10.0.0.1:5555 8.8.8.8:53", Tcp)]
    [InlineData("tcp,10.0.0.1,8.8.8.8,5555,53", Tcp)]
    [InlineData("tcp;10.0.0.1;5555;8.8.8.8;53", Tcp)]
    [InlineData("10.0.0.1\t8.8.8.8\t5555\t53\ttcp", Tcp)]
    [InlineData("10.0.0.1,8.8.8.8,5555,53,6", Tcp)]
    [InlineData("6,10.0.0.1,5555,8.8.8.8,53", Tcp)]
    [InlineData("\"10.0.0.1\",\"5555\",\"8.8.8.8\",\"53\",\"tcp\"", Tcp)]
    [InlineData("10.0.0.1 5555 8.8.8.8 53", Ports)]
    [InlineData("10.0.0.1 8.8.8.8 5555 53", Ports)]
    [InlineData("10.0.0.1:5555 → 8.8.8.8:53", Ports)]
    [InlineData("10.0.0.1:5555->8.8.8.8:53", Ports)]
    [InlineData("10.0.0.1:5555 <-> 8.8.8.8:53", Ports)]
    [InlineData("10.0.0.1.5555 > 8.8.8.8.53: Flags", Ports)]
    [InlineData("[::ffff:10.0.0.1]:5555 => 8[.]8[.]8[.]8:53", Ports)]
    [InlineData("[2001:DB8::1]:5555 -> [2001:db8::2]:53", "host 2001:db8::1 and host 2001:db8::2 and port 5555 and port 53")]
    [InlineData("10.0.0.1 -> 8.8.8.8", "host 10.0.0.1 and host 8.8.8.8")]
    [InlineData("udp 10.0.0.1:53 -> 10.0.0.1:53", "host 10.0.0.1 and udp and port 53")]
    [InlineData("icmp 10.0.0.1 -> FE80::1%eth0", "host 10.0.0.1 and host fe80::1 and icmp")]
    [InlineData("icmp fe80::1 -> fe80::2", "host fe80::1 and host fe80::2 and ip proto 58")]
    [InlineData("sctp 10.0.0.1:5 -> 8.8.8.8:6", "host 10.0.0.1 and host 8.8.8.8 and ip proto 132")]
    [InlineData("10.0.0.1 0 8.8.8.8 0 17", "host 10.0.0.1 and host 8.8.8.8 and udp")]
    public void Read_OneConnection_JoinsItsEndsByAnd(string line, string query)
    {
        var pasted = Read(line);

        (pasted.Kind, pasted.IsWholeQuery).ShouldBe((PastedKind.Connection, true));
        pasted.Text.ShouldBe(query);
        Say(pasted).ShouldBe("From a connection.");
    }

    [Fact]
    public void Read_LineOfTcpdump_IsCalledSo()
    {
        var pasted = Read("2026-11-24 14:02:11.123456 IP 10.0.0.1.5555 > 8.8.8.8.53: UDP, length 44");

        Say(pasted).ShouldBe("From a tcpdump line: 14:02:11.123456, a minute added at each end.");
        pasted.Filter!.Canonical.ShouldBe(ConnQuery);
    }

    [Theory]
    [InlineData("tcp and port 80")]
    [InlineData("host 8.8.8.8 and after 3h ago")]
    [InlineData("tcp")]
    [InlineData("")]
    [InlineData(" \n\t ")]
    [InlineData("foo")]
    [InlineData("host google.com")]
    [InlineData("google.com")]
    [InlineData("tcp AND udp")]
    [InlineData("tcp 10.0.0.1:80")]
    [InlineData("host 1.1.1.1 or 8.8.8.8")]
    [InlineData("src 1.1.1.1 and dst 8.8.8.8")]
    [InlineData("host 1.1.1.1\n8.8.8.8\n9.9.9.9")]
    [InlineData("not 1.1.1.1 -> 8.8.8.8")]
    [InlineData("after 2026-11-24T14:02:11Z and AND tcp")]
    [InlineData("Please look at 1.2.3.4 now")]
    [InlineData("1.2.3")]
    [InlineData("80")]
    [InlineData("0123456789")]
    [InlineData("4111111111")]
    [InlineData("2026-13-24T14:02:11Z")]
    [InlineData("{\"query\":\"tcp\"}")]
    [InlineData("{")]
    [InlineData("[1,2")]
    [InlineData("# comment")]
    [InlineData("#fields\tts\tuid")]
    public void Read_QueryOrUnknown_IsLeftToBePastedAsItIs(string text) => PastedText.Read(text, Now).ShouldBeNull();
}
