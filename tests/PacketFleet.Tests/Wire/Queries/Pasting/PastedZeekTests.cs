using PacketFleet.Wire.Queries.Pasting;
using static PacketFleet.Tests.Wire.Queries.Pasting.Pasted;

namespace PacketFleet.Tests.Wire.Queries.Pasting;

public sealed class PastedZeekTests
{
    private const string Header = """
        #separator \x09
        #set_separator	,
        #empty_field	(empty)
        #unset_field	-
        #path	conn
        #open	2026-11-24-14-00-00
        #fields	ts	uid	id.orig_h	id.orig_p	id.resp_h	id.resp_p	proto	service	duration	orig_bytes	resp_bytes	conn_state	orig_l2_addr	vlan
        #types	time	string	addr	port	addr	port	enum	string	interval	count	count	string	string	int
        """;

    [Fact]
    public void Read_ConnLine_TellsWhatItAsksForAndWhatItCannot()
    {
        foreach (var line in new[] { Conn, Tabs(Conn), Tabs(Conn) + "\r\n", "\ufeff  " + Tabs(Conn) })
        {
            var pasted = Read(line);

            pasted.Kind.ShouldBe(PastedKind.Zeek);
            Say(pasted).ShouldBe("From a Zeek conn line, uid CHhAvVGS1DHFjwGM9: 14:02:11.123456 to 14:05:47.623456, a minute added at each end.");
            pasted.Filter!.Canonical.ShouldBe(ConnQuery);
            pasted.Window.ToString().ShouldBe("2026-11-24T14:01:11Z – 2026-11-24T14:06:48Z");
            pasted.Text.ShouldBe(ConnQuery + " and after 2026-11-24T14:01:11Z and before 2026-11-24T14:06:48Z");
            pasted.IsWholeQuery.ShouldBeTrue();
            pasted.Notes.ShouldBe(["The service “dns” is not in Stenographer’s index.", "The connection’s state “SF” is not in Stenographer’s index."]);
        }
    }

    [Fact]
    public void Read_LinesUnderTheirHeader_AreJoinedByOr()
    {
        var pasted = Read($"""
            {Header}
            {Tabs("1795528931.1 CHhAvVGS1DHFjwGM9 10.0.0.1 5555 8.8.8.8 53 udp dns 2.5 44 120 SF 00:11:22:33:44:55 100")}
            {Tabs("1795529000.5 CXWv6p3arKYeMETxOg fe80::1 128 FE80::2 129 icmp - - - - OTH - -")}
            #close	2026-11-24-15-00-00
            """);

        pasted.What.ShouldBe("2 Zeek conn lines");
        pasted.Id.ShouldBeNull();
        pasted.Filter!.Text.ShouldBe($"({ConnQuery} and vlan 100) or (host fe80::1 and host fe80::2 and ip proto 58)");
        pasted.Filter.MixesOperators.ShouldBeFalse();
        pasted.Window.ToString().ShouldBe("2026-11-24T14:01:11Z – 2026-11-24T14:04:21Z");
        QueryCases.Parse(pasted.Text).Pin(Now).Window.ShouldBe(pasted.Window);
        pasted.Notes.ShouldContain("MAC addresses are not in Stenographer’s index.");
        pasted.Notes.ShouldContain("The type and code of ICMP are not in Stenographer’s index.");
        pasted.Notes.ShouldContain("“vlan 100” is asked for too: leave it out where the card takes tags off.");
    }

    [Theory]
    [InlineData("""{"ts":1795528931.123456,"uid":"CHhAvVGS1DHFjwGM9","id.orig_h":"10.0.0.1","id.orig_p":5555,"id.resp_h":"2001:DB8::8","id.resp_p":443,"proto":"tcp","service":"ssl","duration":216.9,"conn_state":"SF"}""", "conn", "host 10.0.0.1 and host 2001:db8::8 and tcp and port 5555 and port 443", "2026-11-24T14:06:49Z")]
    [InlineData("""{"ts":"2026-11-24T14:02:11.123456Z","uid":"CHhAvVGS1DHFjwGM9","id.orig_h":"10.0.0.1","id.orig_p":5555,"id.resp_h":"8.8.8.8","id.resp_p":53,"proto":"udp","trans_id":1,"query":"www.example.com","qtype_name":"A"}""", "dns", ConnQuery, "2026-11-24T14:03:12Z")]
    [InlineData("""{"_path":"ssl","ts":1795528931.123456,"uid":"CHhAvVGS1DHFjwGM9","id":{"orig_h":"::ffff:10.0.0.1","orig_p":5555,"resp_h":"8.8.8.8","resp_p":443},"cipher":"x"}""", "ssl", "host 10.0.0.1 and host 8.8.8.8 and port 5555 and port 443", "2026-11-24T14:03:12Z")]
    [InlineData("""{"ts":1795528931.123456,"uid":"CHhAvVGS1DHFjwGM9","id_orig_h":"10.0.0.1","id_orig_p":5555,"id_resp_h":"8.8.8.8","id_resp_p":80,"method":"GET","host":"example.com","uri":"/a"}""", "http", "host 10.0.0.1 and host 8.8.8.8 and tcp and port 5555 and port 80", "2026-11-24T14:03:12Z")]
    public void Read_JsonOfALog_IsKnownByItsFields(string line, string log, string query, string before)
    {
        var pasted = Read(line);

        Say(pasted).ShouldStartWith($"From a Zeek {log} line, uid CHhAvVGS1DHFjwGM9: 14:02:11.123456");
        pasted.Filter!.Canonical.ShouldBe(query);
        pasted.Window.ToString().ShouldBe("2026-11-24T14:01:11Z – " + before);
    }

    [Fact]
    public void Read_NamesAndPaths_AreSaidNotAsked()
    {
        Read("""{"ts":1795528931.1,"uid":"CHhAvVGS1DHFjwGM9","id.orig_h":"10.0.0.1","id.orig_p":1,"id.resp_h":"8.8.8.8","id.resp_p":80,"method":"GET","host":"example.com","uri":"/a"}""")
            .Notes.ShouldBe(["Stenographer knows addresses only, not the name “example.com”.", "The path “/a” is not in Stenographer’s index."]);
    }

    [Theory]
    [InlineData("1795528931.1 CHhAvVGS1DHFjwGM9 10.0.0.1 5555 8.8.8.8 53 udp 4711 0.001 www.example.com 1 C_INTERNET", ConnQuery)]
    [InlineData("1795528931.1 CHhAvVGS1DHFjwGM9 10.0.0.1 5555 8.8.8.8 443 TLSv13 TLS_AES_128_GCM_SHA256 x25519 example.com F", "host 10.0.0.1 and host 8.8.8.8 and port 5555 and port 443")]
    [InlineData("1795528931.1 CHhAvVGS1DHFjwGM9 10.0.0.1 0 8.8.8.8 0 unknown_transport - - - - OTH", "host 10.0.0.1 and host 8.8.8.8")]
    [InlineData("2026-11-24T14:02:11+0000 CHhAvVGS1DHFjwGM9 10.0.0.1 3 8.8.8.8 1 icmp - 1.0 0 0 OTH", "host 10.0.0.1 and host 8.8.8.8 and icmp")]
    [InlineData("1795528931.1 10.0.0.1 5555 8.8.8.8 53 udp", ConnQuery)]
    public void Read_OtherLogsWithoutTheirHeader_GiveTheirEnds(string line, string query)
    {
        var pasted = Read(Tabs(line));

        pasted.Filter!.Canonical.ShouldBe(query);
        pasted.Window.After.ToString().ShouldBe("2026-11-24T14:01:11Z");
    }
}
