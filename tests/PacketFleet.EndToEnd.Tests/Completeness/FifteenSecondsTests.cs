using System.Diagnostics;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.TestKit.Stenographers;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness;

/// <summary>A region that ends every answer after fifteen seconds, as a Stenographer does after fifteen minutes, and makes it look whole.</summary>
public sealed class FifteenSecondsTests(ITestOutputHelper output)
{
    private const string Name = "Region 1";
    private const int Minutes = 180;

    private static readonly TimeSpan Padding = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private static readonly string Query = Answers.Query(MinuteFiles.At(0), MinuteFiles.At(Minutes));

    [Fact]
    public async Task LimitKnown_LongWindowIsFetchedWhole()
    {
        using var pki = new TestPki();
        using var sensor = Sensor(pki, packets: 400);
        await using var fleet = await PacketFleetProcess.StartAsync(new CompletenessSettings { Regions = [sensor.Region(Name)], AnswerSeconds = 15 }.ToString());
        var since = Stopwatch.StartNew();
        var id = await fleet.SubmitAsync(Query, Name);
        var region = (await fleet.WaitForEndAsync(id, 150)).Of(Name);
        output.WriteLine($"{since.Elapsed.TotalSeconds:N0} s, {sensor.Queries.Count} questions: {region}");
        foreach (var query in sensor.Queries)
            output.WriteLine($"{query.Text} ({await query.Ended}, {query.Sent} bytes)");

        region.Gaps().ShouldBeEmpty();
        region.Verdict().ShouldBe("complete");
        await fleet.ShouldHoldAsync(id, Name, sensor.Files.SelectMany(f => f.Packets));
        ShouldHaveHalved(sensor);
    }

    [Fact]
    public async Task LimitKnown_FewPacketsAndNoLogOnDisk_WhatComesTwiceIsTold()
    {
        using var pki = new TestPki();
        using var indexer = new FakeIndexer(new FakeIndexerOptions { Keep = IndexerKeep.Identities });
        using var sensor = Sensor(pki, packets: 10);
        await using var fleet = await PacketFleetProcess.StartAsync(
            new CompletenessSettings { Regions = [sensor.Region(Name)], AnswerSeconds = 15, SliceMinutes = 525_600, Log = DeliveryLogKind.Memory, Targets = [indexer.Target] }.ToString());
        var job = await fleet.WaitForEndAsync(await fleet.SubmitSourcedAsync(Query, Name), 150);
        job.Of(Name).Verdict().ShouldBe("complete", job.ToString());
        output.WriteLine($"{job.ShouldHaveArrived(Name, sensor.Files.SelectMany(f => f.Packets), indexer)} came twice, at most {job.MaybeDoubled()} told");
    }

    [Fact]
    public async Task LimitUnknownAndOneLongSlice_WhatIsLostIsMissing_WhereTheIndexTells()
    {
        using var pki = new TestPki();
        using var sensor = Sensor(pki, packets: 40);
        sensor.TellsPositions = true;
        await using var fleet = await PacketFleetProcess.StartAsync(OneSlice(sensor));
        var id = await fleet.SubmitAsync(Query, Name);
        var job = await fleet.WaitForEndAsync(id, 150);
        output.WriteLine(job.ToString());
        job.State().ShouldBe("partial");
        job.Of(Name).Verdict().ShouldBe("missing");
        job.Of(Name).Gaps().ShouldAllBe(g => g.StartsWith("cutByServer "));

        // What did not come lies in the gaps. (Where the answer happened to end with a file, that is nothing.)
        var held = Captures.Keys(Captures.Read(await fleet.DownloadAsync(id))).ToHashSet(StringComparer.Ordinal);
        var gaps = job.Of(Name).GetProperty("gaps").EnumerateArray()
            .Select(g => (From: PacketTime.From(g.GetProperty("from").GetDateTimeOffset()), To: PacketTime.From(g.GetProperty("to").GetDateTimeOffset()))).ToList();
        foreach (var packet in sensor.Files.SelectMany(f => f.Packets).Where(p => !held.Contains(p.Key)))
            gaps.ShouldContain(g => g.From.Nanoseconds <= packet.Time && packet.Time < g.To.Nanoseconds);
        held.Count.ShouldBe((int)job.GetProperty("packets").GetInt64());
    }

    [Fact]
    public async Task LimitUnknownAndOneLongSlice_NothingTells()
    {
        using var pki = new TestPki();
        using var sensor = Sensor(pki, packets: 40);
        await using var fleet = await PacketFleetProcess.StartAsync(OneSlice(sensor));
        var id = await fleet.SubmitAsync(Query, Name);
        var region = (await fleet.WaitForEndAsync(id, 60)).Of(Name);

        // Why the setting must not be more than the sensor's own limit: without an index nobody can know.
        output.WriteLine(region.ToString());
        (await sensor.Queries.ShouldHaveSingleItem().Ended).ShouldBe(FakeEnd.Complete);
        region.GetProperty("packets").GetInt64().ShouldBeLessThan(Minutes * 40);
    }

    // An hour, which is quick; so twice that, which is closed on the way just behind a packet; and what is left of it as two halves.
    private static void ShouldHaveHalved(ScriptedSensor sensor)
    {
        var asked = sensor.Queries.Select(q => ScriptedSensor.Asked(q).Pad(-Padding)).ToList();
        asked[0].ShouldBe(new TimeWindow(MinuteFiles.At(0), MinuteFiles.At(60)));
        asked[1].ShouldBe(new TimeWindow(MinuteFiles.At(60), MinuteFiles.At(Minutes)));
        sensor.Queries[1].Ended.Result.ShouldBe(FakeEnd.ClientLeft);
        var at = asked[2].After!.Value;
        (at > MinuteFiles.At(60) && at < MinuteFiles.At(Minutes)).ShouldBeTrue($"{at}");
        sensor.Files.SelectMany(f => f.Packets).ShouldContain(p => p.Time == at.Nanoseconds - 1);
        var middle = new PacketTime(at.Nanoseconds + ((MinuteFiles.At(Minutes).Nanoseconds - at.Nanoseconds) / 2));
        asked[2].ShouldBe(new TimeWindow(at, middle));
        asked.Skip(3).ShouldContain(w => w.After == middle);
        asked[^1].Before.ShouldBe(MinuteFiles.At(Minutes));
    }

    private static string OneSlice(ScriptedSensor sensor) => new CompletenessSettings { Regions = [sensor.Region(Name)], SliceMinutes = 525_600 }.ToString();

    // At this pace three hours of files take eighteen seconds.
    private static ScriptedSensor Sensor(TestPki pki, int packets) =>
        new(pki, MinuteFiles.Make(Minutes, packets)) { FilePace = TimeSpan.FromSeconds(0.1), PiecePackets = Math.Max(1, packets / 4), Limit = Limit };
}
