using System.Globalization;
using System.Text.Json;
using PacketFleet.EndToEnd.Tests.Running;

namespace PacketFleet.EndToEnd.Tests;

/// <summary>What a newcomer does with the first command: nothing configured, the samples and the embedded archive.</summary>
public sealed class SamplesTests
{
    private const string Filter = "ip host 8.8.8.8 or (vlan and ip host 8.8.8.8)";

    [Fact]
    public async Task Host8888_MergedDownload_IsWhatTcpdumpFindsSortedByTime()
    {
        Captures.Need("tcpdump");
        Captures.Need("tshark");
        await using var fleet = await PacketFleetProcess.StartAsync();
        var job = await fleet.WaitForEndAsync(await fleet.SubmitAsync("host 8.8.8.8", "Region 1", "Region 2"));
        var id = job.GetProperty("id").GetInt64();
        job.GetProperty("state").GetString().ShouldBe("completed");
        foreach (var region in job.GetProperty("regions").EnumerateArray())
            region.GetProperty("packets").GetInt64().ShouldBeGreaterThan(100);

        var expected = new List<PacketFleet.TestKit.Packets.TestPacket>();
        foreach (var number in new[] { 1, 2 })
        {
            var found = new List<PacketFleet.TestKit.Packets.TestPacket>();
            foreach (var sample in Directory.GetFiles(Path.Combine(Repository.Root, "samples", $"region-{number}"), "*.pcap"))
            {
                var filtered = Path.Combine(fleet.Directory, $"tcpdump-{number}.pcap");
                Captures.Run("tcpdump", "-q", "-r", sample, "-w", filtered, Filter);
                found.AddRange(Captures.Read(filtered));
            }

            var one = Captures.Read(await fleet.DownloadAsync(id, $"?region=Region%20{number}"));
            Captures.Contents(one).ShouldBe(Captures.Contents(found));
            expected.AddRange(found);
        }

        foreach (var format in new[] { "pcapng", "pcap" })
        {
            var file = await fleet.DownloadAsync(id, $"?format={format}");
            Captures.Contents(Captures.Read(file)).ShouldBe(Captures.Contents(expected));
            var times = Captures.Run("tshark", "-n", "-r", file, "-T", "fields", "-e", "frame.time_epoch")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(t => decimal.Parse(t, CultureInfo.InvariantCulture)).ToArray();
            times.Length.ShouldBe(expected.Count);
            times.ShouldBe(times.Order());
        }

        Captures.Run("tshark", "-n", "-r", await fleet.DownloadAsync(id), "-T", "fields", "-e", "frame.interface_name")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Order().ShouldBe(["Region 1", "Region 2"]);
    }

    [Fact]
    public async Task TwoHundredJobsAtOnce_AllFinish()
    {
        await using var fleet = await PacketFleetProcess.StartAsync();
        var jobs = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => fleet.SubmitAsync("udp and port 53", "Region 1", "Region 2")));
        jobs.Distinct().Count().ShouldBe(200);
        foreach (var id in jobs)
            (await fleet.WaitForEndAsync(id, 120)).GetProperty("state").GetString().ShouldBe("completed");
        (await fleet.Http.GetStringAsync("/status")).ShouldBe("[]");
    }

    [Fact]
    public async Task Restart_FinishedJobs_AreThereAndNumbersGoOn()
    {
        await using var fleet = await PacketFleetProcess.StartAsync();
        var first = await fleet.SubmitAsync("icmp", "Region 1");
        var before = await fleet.WaitForEndAsync(first);
        (await fleet.StopAsync()).ShouldBe(0, fleet.Output);
        await fleet.StartAgainAsync();
        (await fleet.JobAsync(first)).GetProperty("packets").GetInt64().ShouldBe(before.GetProperty("packets").GetInt64());
        Captures.Read(await fleet.DownloadAsync(first)).Count.ShouldBe(before.GetProperty("packets").GetInt32());
        (await fleet.SubmitAsync("icmp", "Region 1")).ShouldBeGreaterThan(first);
    }

    [Fact]
    public async Task BadRequests_AreProblemsThatNameTheFieldAndCreateNothing()
    {
        await using var fleet = await PacketFleetProcess.StartAsync();
        foreach (var (body, field) in new[]
        {
            ("""{"query":"tcp","regions":["Nowhere"]}""", "regions"),
            ("""{"query":"tcp","regions":[]}""", "regions"),
            ("""{"query":"tcp"}""", "regions"),
            ("""{"query":"tcp AND udp","regions":["Region 1"]}""", "query"),
            ("""{"regions":["Region 1"]}""", "query"),
            ("""{"query":"tcp","regions":["Region 1"],"source":"bogus"}""", "source"),
            ($$"""{"query":"{{new string('x', 1_000_000)}}","regions":["Region 1"]}""", "query"),
            ("""{"query":"tcp","regions":["Region 1"]""", ""),
        })
        {
            using var answer = await fleet.Http.PostAsync("/api/v1/jobs", new StringContent(body, null, "application/json"));
            ((int)answer.StatusCode).ShouldBe(400, body[..Math.Min(80, body.Length)]);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            var fields = problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).ToArray();
            if (field.Length > 0)
                fields.ShouldContain(field);
        }

        (await fleet.Http.GetStringAsync("/api/v1/jobs")).ShouldBe("[]");
    }
}
