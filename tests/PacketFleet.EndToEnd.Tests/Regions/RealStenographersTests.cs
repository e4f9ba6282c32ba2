using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.EndToEnd.Tests.Regions;

/// <summary>The whole program against two real Stenographers: one with certificates as <c>stenokeys</c> makes them, one with modern ones.</summary>
public sealed class RealStenographersTests
{
    private static readonly string[] Queries =
    [
        "host 8.8.8.8",
        "host 10.0.0.1 and port 53",
        "net 10.0.1.0/24",
        "port 443 or port 22",
        "tcp",
        "udp and vlan 10",
        "icmp",
        "ip proto 58",
        "net 2001:db8::/32 and tcp",
        "vlan 11 and (port 80 or port 53)",
        "host 8.8.8.8 and after 2026-01-02T03:06:00Z and before 2026-01-02T03:09:00Z",
        "after 2026-01-02T03:07:10.5Z and before 2026-01-02T03:08:20Z",
        "before 2000-01-01T00:00:00Z",
    ];

    [Fact]
    public async Task DozenQueries_Delivered_AreWhatCurlGetsAfterTheSameCut()
    {
        Assert.SkipWhen(RealStenographer.Missing is not null, RealStenographer.Missing ?? "");
        Assert.SkipWhen(StenoKeys.Missing is not null, StenoKeys.Missing ?? "");
        using var pki = new TestPki(keys: KeyKind.Rsa);
        var old = Directory.CreateTempSubdirectory("packetfleet-stenokeys-").FullName;
        try
        {
            StenoKeys.Make(old, "127.0.0.1");
            using var first = RealStenographer.Start(Packets(11), old);
            using var second = RealStenographer.Start(Packets(12), pki.Directory);
            RealStenographer[] servers = [first, second];
            await using var fleet = await PacketFleetProcess.StartAsync(Settings.With([first.Region("Old"), second.Region("Modern")]));

            foreach (var text in Queries)
            {
                var job = await fleet.WaitForEndAsync(await fleet.SubmitAsync(text, "Old", "Modern"));
                job.GetProperty("state").GetString().ShouldBeOneOf("completed");
                QueryParser.TryParse(text, out var query, out _).ShouldBeTrue();
                var pinned = query!.Pin(new PacketTime(0));
                var padded = pinned.AskFor(pinned.Window.Pad(TimeSpan.FromMinutes(2)));
                foreach (var (server, name) in servers.Zip(["Old", "Modern"]))
                {
                    var expected = ClassicPcap.Read(server.Curl(padded)).Packets.Inside(pinned.Window);
                    var delivered = Captures.Read(await fleet.DownloadAsync(job.GetProperty("id").GetInt64(), $"?region={name}"));
                    Captures.Keys(delivered).ShouldBe(Captures.Keys(expected), $"{text} on {name}");
                }
            }
        }
        finally
        {
            Directory.Delete(old, true);
        }
    }

    // Ten minutes and more of mixed frames, so that the servers keep several files.
    private static IEnumerable<TestPacket> Packets(int seed) => PcapBuilder.Mixed(3000, seed).Packets;
}
