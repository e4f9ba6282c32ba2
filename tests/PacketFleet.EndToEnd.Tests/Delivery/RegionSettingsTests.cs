using System.Net.Http.Json;
using System.Text.Json;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>What the settings of a region, and of its job, change in the entries.</summary>
public sealed class RegionSettingsTests : IDisposable
{
    private static readonly TestPacket Old = new(PcapBuilder.DefaultStart, 300, Frames.Arp());

    private readonly TestPki _pki = new();
    private readonly FakeIndexer _indexer = new();
    private readonly List<FakeStenographer> _servers = [];

    public void Dispose()
    {
        foreach (var server in _servers)
            server.Dispose();
        _indexer.Dispose();
        _pki.Dispose();
    }

    [Fact]
    public async Task Regions_WithTagsSourcesAndClocksOfTheirOwn()
    {
        await using var fleet = await StartAsync(
            Region("Plain"),
            Region("Tagged") with { Tag = "dmz-pcap" },
            Region("Sourced") with { SourceOverride = "10.9.8.7" },
            Region("Timeless") with { IgnoreTimestamps = true });
        var before = PacketTime.From(DateTimeOffset.UtcNow);
        var own = await EntriesAsync(fleet, new { query = LossesFleet.Query, regions = new[] { "Plain", "Tagged", "Sourced", "Timeless" } });
        var after = PacketTime.From(DateTimeOffset.UtcNow);

        own["Plain"].Tag.ShouldBe("steno");
        own["Tagged"].Tag.ShouldBe("dmz-pcap");
        own["Sourced"].Tag.ShouldBe("steno");
        Hex(own["Sourced"]).ShouldBe("00000000000000000000ffff0a090807");

        // Without an override it is our own address on the connection.
        Hex(own["Plain"]).ShouldBe("00000000000000000000ffff7f000001");
        foreach (var name in (string[])["Plain", "Tagged", "Sourced"])
            own[name].Time.Nanoseconds.ShouldBe(Old.Time, name);
        own["Timeless"].Time.Nanoseconds.ShouldBeInRange(before.Nanoseconds, after.Nanoseconds);
        foreach (var (name, entry) in own)
        {
            entry.Data.ShouldBe(Old.Data, name);
            entry.Values.Select(v => v.Name).ShouldBe(["region", "job", "wirelen"]);
            entry["wirelen"].ShouldBe(300UL);
        }

        // The job's own source comes first, and a case is a label.
        var job = await EntriesAsync(fleet, new { query = LossesFleet.Query, regions = new[] { "Plain", "Sourced" }, source = "100", @case = "IR-2026-014" });
        foreach (var name in (string[])["Plain", "Sourced"])
        {
            Hex(job[name]).ShouldBe("00000000000000000000000000000064");
            job[name].Values.Select(v => v.Name).ShouldBe(["region", "job", "case", "wirelen"]);
            job[name]["case"].ShouldBe("IR-2026-014");
        }
    }

    [Fact]
    public async Task PacketsTooFarInThePast_GetTheCurrentTime()
    {
        var young = Old with { Time = PacketTime.From(DateTimeOffset.UtcNow.AddMinutes(-5)).Nanoseconds / 1000 * 1000 };
        await using var fleet = await StartAsync(s => s with { TimestampMaxPastSeconds = 3600 }, Region("Old"), Region("Young", young));
        var before = PacketTime.From(DateTimeOffset.UtcNow);
        var entries = await EntriesAsync(fleet, new { query = LossesFleet.Query, regions = new[] { "Old", "Young" } });
        entries["Old"].Time.Nanoseconds.ShouldBeInRange(before.Nanoseconds, PacketTime.From(DateTimeOffset.UtcNow).Nanoseconds);
        entries["Young"].Time.Nanoseconds.ShouldBe(young.Time);
    }

    private static string Hex(ReceivedEntry entry) => Convert.ToHexStringLower(entry.Source);

    private RegionOptions Region(string name, TestPacket? packet = null)
    {
        var server = new FakeStenographer(_pki) { Answer = _ => FakeAnswer.Capture(ClassicPcap.Write([packet ?? Old])) };
        _servers.Add(server);
        return server.Region(name);
    }

    private Task<PacketFleetProcess> StartAsync(params RegionOptions[] regions) => StartAsync(s => s, regions);

    private Task<PacketFleetProcess> StartAsync(Func<GravwellSettings, GravwellSettings> with, params RegionOptions[] regions) =>
        PacketFleetProcess.StartAsync(with(new GravwellSettings { Regions = regions, Targets = [_indexer.Target] }).ToString());

    // One entry a region, by the label that says which.
    private async Task<Dictionary<string, ReceivedEntry>> EntriesAsync(PacketFleetProcess fleet, object request)
    {
        using var answer = await fleet.Http.PostAsJsonAsync("/api/v1/jobs", request);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        (await fleet.WaitForEndAsync(id)).GetProperty("state").GetString().ShouldBe("completed");
        return _indexer.Ledger.Entries.Where(e => (ulong)e["job"]! == (ulong)id).ToDictionary(e => (string)e["region"]!);
    }
}
