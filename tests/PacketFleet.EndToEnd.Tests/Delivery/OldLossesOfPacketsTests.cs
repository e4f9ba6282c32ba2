using System.Text.Json;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using static PacketFleet.EndToEnd.Tests.Delivery.OldLossesOfJobsTests;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>What the Packet Fleet ingester does with packets, by the numbers of its known losses: none is ours.</summary>
public sealed class OldLossesOfPacketsTests
{
    private static readonly byte[] Source = [.. new byte[15], 100];
    private readonly NumberedTraffic _traffic = new(2000);

    [Fact]
    public async Task Loss06_ACutStreamAndADamagedCaptureAreTold()
    {
        await using var losses = new LossesFleet();
        losses.Add("Cut", _ => _traffic.Play() with { CutAfter = 60_000 });
        var damaged = ClassicPcap.Write(Enumerable.Range(0, 100).Select(i => _traffic[i]));
        damaged.AsSpan(24 + 3_000, 400).Fill(0xFF);
        losses.Add("Damaged", _ => FakeAnswer.Capture(damaged));
        var program = await losses.StartAsync();
        var job = await program.WaitForEndAsync(await losses.SubmitAsync("100", "Cut", "Damaged"));
        foreach (var name in new[] { "Cut", "Damaged" })
        {
            var region = Region(job, name);
            region.GetProperty("verdict").GetString().ShouldBe("missing");
            region.GetProperty("reason").GetString()!.ShouldStartWith(name);
            region.GetProperty("gaps").GetArrayLength().ShouldBe(1);
        }

        job.GetProperty("deliveredPackets").GetInt64().ShouldBe(losses.Indexer.Ledger.Count);
    }

    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Spool)]
    [InlineData(DeliveryLogKind.Memory)]
    public async Task Loss06_AnIngestThatBreaksIsToldAndLosesNothing(DeliveryLogKind log)
    {
        await using var losses = new LossesFleet();
        losses.Add("Good", _ => _traffic.Play());
        losses.Indexer.Faults.Cut = new(IndexerCutPoint.Entries, 700, 20);
        var program = await losses.StartAsync(log);
        var id = await losses.SubmitAsync("100", "Good");
        var job = await program.WaitForEndAsync(id);
        (job.GetProperty("state").GetString(), job.GetProperty("deliveredPackets").GetInt64()).ShouldBe(("completed", 2000));
        losses.Indexer.Faults.Cut.ShouldBeNull();
        _traffic.Identities("steno", Source, "Good", id).ShouldAllBe(i => losses.Indexer.Ledger.HasReceived(i));
        losses.Indexer.Ledger.Duplicates.ShouldBeInRange(1, Sink(job, "Gravwell").GetProperty("maybeDoubled").GetInt64());
        program.Output.ShouldContain($"{losses.Indexer.Target} ended the connection (");
    }

    [Theory]
    [InlineData("12x")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData(" 100")]
    [InlineData("abc")]
    [InlineData("999.1.1.1")]
    public async Task Loss09_ABadSourceOverrideIsRefusedBeforeAnythingRuns(string source)
    {
        await using var losses = new LossesFleet();
        var server = losses.Add("Good", _ => _traffic.Play());
        await losses.StartAsync();
        var (status, body) = await losses.PostAsync(LossesFleet.Query, source, "Good");
        status.ShouldBe(400, body);
        JsonElement.Parse(body).GetProperty("errors").GetProperty("S")[0].GetString()!.ShouldEndWith(".");
        (await losses.Program.Http.GetStringAsync("/api/v1/jobs")).ShouldBe("[]");
        server.Queries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Loss10_TheLengthOnTheWireArrives()
    {
        await using var losses = new LossesFleet();
        losses.Add("Good", _ => _traffic.Play());
        var program = await losses.StartAsync();
        await program.WaitForEndAsync(await losses.SubmitAsync("100", "Good"));
        losses.Indexer.Ledger.Entries.Select(e => (ulong)e["wirelen"]!).ShouldBe(Enumerable.Range(0, 2000).Select(i => (ulong)_traffic[i].OriginalLength));
    }

    [Fact]
    public async Task Loss11_APacketCutInTheMiddleIsNotDelivered()
    {
        var whole = Enumerable.Range(0, 50).Sum(i => 16 + _traffic[i].Data.Length);
        await using var losses = new LossesFleet();
        losses.Add("Cut", _ => _traffic.Play() with { CutAfter = 24 + whole + 16 + 20, Cut = CutKind.Finish });
        var program = await losses.StartAsync();
        var job = await program.WaitForEndAsync(await losses.SubmitAsync("100", "Cut"));
        job.GetProperty("deliveredPackets").GetInt64().ShouldBe(50);
        losses.Indexer.Ledger.Entries.Select(e => Convert.ToHexString(e.Data)).ShouldBe(Enumerable.Range(0, 50).Select(i => Convert.ToHexString(_traffic[i].Data)));
    }

    [Fact]
    public async Task Loss12_AnIndexerThatRestartsGetsNoMoreTwiceThanIsTold()
    {
        var traffic = new NumberedTraffic(60_000);
        await using var losses = new LossesFleet();
        losses.Add("Good", _ => traffic.Play(TimeSpan.FromMilliseconds(5)));
        var program = await losses.StartAsync();
        var id = await losses.SubmitAsync("100", "Good");
        losses.Indexer.Ledger.WaitUntil(l => l.Count > 10_000);
        losses.Indexer.Restart();
        var job = await program.WaitForEndAsync(id);
        job.GetProperty("state").GetString().ShouldBe("completed");
        var identities = traffic.Identities("steno", Source, "Good", id).ToArray();
        identities.ShouldAllBe(i => losses.Indexer.Ledger.HasReceived(i));
        var told = Sink(job, "Gravwell").GetProperty("maybeDoubled").GetInt64();
        losses.Indexer.Ledger.Duplicates.ShouldBeLessThanOrEqualTo(told);
        told.ShouldBeLessThanOrEqualTo(4095);
    }

    [Fact]
    public async Task Loss13_StoppedWithNoIndexerAndNoCache_DeliversAllLater()
    {
        await using var losses = new LossesFleet();
        losses.Add("Good", _ => _traffic.Play());
        losses.Indexer.Stop();
        var program = await losses.StartAsync(DeliveryLogKind.Memory);
        var id = await losses.SubmitAsync("100", "Good");
        await program.WaitAsync(id, j => Region(j, "Good").GetProperty("state").GetString() == "draining");
        (await program.StopAsync()).ShouldBe(0, program.Output);

        losses.Indexer.Start();
        await program.StartAgainAsync();
        var job = await program.WaitForEndAsync(id);
        (job.GetProperty("state").GetString(), job.GetProperty("deliveredPackets").GetInt64()).ShouldBe(("completed", 2000));
        losses.Indexer.Ledger.Distinct.ShouldBe(2000);
        losses.Indexer.Ledger.Duplicates.ShouldBe(0);
    }

    [Fact]
    public async Task Loss14_ThePageOpensWithNoIndexerConnected()
    {
        await using var losses = new LossesFleet();
        losses.Add("Good", _ => _traffic.Play());
        losses.Indexer.Stop();
        var program = await losses.StartAsync();
        (await program.Http.GetStringAsync("/?q=host%208.8.8.8&s=100")).ShouldContain("PacketFleet");
        (await program.Http.GetStringAsync("/conns")).ShouldBe("[\"Good\"]");
    }

    private static JsonElement Sink(JsonElement job, string name) =>
        job.GetProperty("sinks").EnumerateArray().Single(s => s.GetProperty("name").GetString() == name);
}
