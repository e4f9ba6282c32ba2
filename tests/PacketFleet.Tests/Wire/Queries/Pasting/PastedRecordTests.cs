using PacketFleet.Wire.Queries.Pasting;
using static PacketFleet.Tests.Wire.Queries.Pasting.Pasted;

namespace PacketFleet.Tests.Wire.Queries.Pasting;

public sealed class PastedRecordTests
{
    private const string Alert = """
        {"timestamp":"2026-11-24T14:02:11.123456+0000","flow_id":123456789,"in_iface":"eth0","event_type":"alert","vlan":[100],"src_ip":"10.0.0.1","src_port":5555,"dest_ip":"8.8.8.8","dest_port":53,"proto":"UDP","alert":{"action":"allowed","signature":"ET INFO Something"},"app_proto":"dns","flow":{"start":"2026-11-24T14:01:59.000000+0000"}}
        """;

    private const string Flow = """
        {
          "timestamp": "2026-11-24T15:10:11.123456+0100", "event_type": "flow", "flow_id": 7, "host": "sensor-1",
          "src_ip": "FE80::1", "dest_ip": "fe80::2", "proto": "IPv6-ICMP", "icmp_type": 135,
          "flow": { "start": "2026-11-24T15:02:11.0+0100", "end": "2026-11-24T15:05:48.0+0100", "state": "new" },
          "ether": { "src_macs": ["00:11:22:33:44:55"], "src_mac": "00:11:22:33:44:55" }
        }
        """;

    [Fact]
    public void Read_Alert_AsksFromTheStartOfItsFlow()
    {
        var pasted = Read(Alert);

        pasted.Kind.ShouldBe(PastedKind.Suricata);
        Say(pasted).ShouldBe("From a Suricata alert, flow 123456789: 14:01:59 to 14:02:11.123456, a minute added at each end.");
        pasted.Text.ShouldBe(ConnQuery + " and vlan 100 and after 2026-11-24T14:00:59Z and before 2026-11-24T14:03:12Z");
        pasted.Notes.ShouldBe([
            "The service “dns” is not in Stenographer’s index.",
            "The signature “ET INFO Something” is not in Stenographer’s index.",
            "“vlan 100” is asked for too: leave it out where the card takes tags off.",
        ]);
    }

    [Fact]
    public void Read_FlowOverManyLines_AsksForItsOwnTimesNotThatOfItsRecord()
    {
        var pasted = Read(Flow);

        Say(pasted).ShouldBe("From a Suricata flow record, flow 7: 14:02:11 to 14:05:48, a minute added at each end.");
        pasted.Filter!.Canonical.ShouldBe("host fe80::1 and host fe80::2 and ip proto 58");
        pasted.Window.ToString().ShouldBe("2026-11-24T14:01:11Z – 2026-11-24T14:06:48Z");
        pasted.Notes.ShouldBe(["MAC addresses are not in Stenographer’s index."]);
    }

    [Fact]
    public void Read_ArrayOrRecordsInARow_AreJoinedByOr()
    {
        foreach (var text in new[] { $"[{Alert},{Flow}]", Flow + "\n" + Flow.Replace("fe80::2", "fe80::3", StringComparison.Ordinal), Alert + "\n" + Tabs(Conn) + "\n" + Alert.Replace("5555", "5556", StringComparison.Ordinal) })
        {
            var pasted = Read(text);
            pasted.Events.ShouldBeGreaterThan(1);
            pasted.Filter!.Text.ShouldContain(") or (");
        }

        Read(Alert + "\n" + Tabs(Conn)).Kind.ShouldBe(PastedKind.Mixed);
        Read(Alert + "\n" + Tabs(Conn)).What.ShouldBe("a Suricata alert and a Zeek conn line");
    }

    [Fact]
    public void Read_BrokenRecordAmongOthers_IsSaid()
    {
        var pasted = Read(Alert.Trim() + "\n" + Alert[..200]);

        pasted.Events.ShouldBe(1);
        pasted.Notes.ShouldContain(n => n.StartsWith("One line could not be read: “{\"timestamp\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_RecordOfASearchEngine_IsTakenOutOfItsWrapping()
    {
        Read($$"""{ "_index": "suricata-2026", "_id": "x", "_source": {{Alert}} }""").Text.ShouldBe(Read(Alert).Text);
        Read("""{"@timestamp":"2026-11-24T14:02:11Z","source":{"ip":"10.0.0.1","port":5555},"destination":{"ip":"8.8.8.8","port":53},"network":{"transport":"udp"}}""").Filter!.Canonical.ShouldBe(ConnQuery);
    }

    [Theory]
    [InlineData("src_ip,src_port,dst_ip,dst_port,proto,ts\n10.0.0.1,5555,8.8.8.8,53,udp,2026-11-24T14:02:11Z", ConnQuery, "2026-11-24T14:01:11Z – 2026-11-24T14:03:11Z")]
    [InlineData("ts,te,td,sa,da,sp,dp,pr,flg\n2026-11-24 14:02:11,2026-11-24 14:02:15,4.000,10.0.0.1,8.8.8.8,5555,53,UDP,......", ConnQuery, "2026-11-24T14:01:11Z – 2026-11-24T14:03:15Z")]
    [InlineData("\"Source\",\"Source Port\",\"Destination\",\"Destination Port\",\"Protocol\"\n\"10.0.0.1\",\"5555\",\"8.8.8.8\",\"53\",\"17\"", ConnQuery, "any time")]
    [InlineData("IN=eth0 OUT= MAC=00:11 SRC=10.0.0.1 DST=8.8.8.8 LEN=52 PROTO=UDP SPT=5555 DPT=53", ConnQuery, "any time")]
    public void Read_TableOrPairs_AreReadByTheirNames(string text, string query, string window)
    {
        var pasted = Read(text);

        pasted.Kind.ShouldBe(PastedKind.Record);
        pasted.Filter!.Canonical.ShouldBe(query);
        pasted.Window.ToString().ShouldBe(window);
    }
}
