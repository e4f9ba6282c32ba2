using System.Text.Json;
using PacketFleet.EndToEnd.Tests.Faults;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness;

/// <summary>Answers that end early, once or always, whatever the packets are delivered to.</summary>
public sealed class CutAnswersTests : IAsyncLifetime
{
    private const string Name = "Region 1";
    private const int Files = 20;
    private const int Packets = 300;

    private readonly TestPki _pki = new();
    private readonly FakeIndexer _indexer = new(new FakeIndexerOptions { Keep = IndexerKeep.Identities });
    private readonly ITestOutputHelper _output;
    private readonly Random _random;
    private ScriptedSensor _sensor = null!;
    private PacketFleetProcess _fleet = null!;

    public CutAnswersTests(ITestOutputHelper output)
    {
        _output = output;
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        _random = new Random(seed);
    }

    private static readonly TimeWindow Window = new(MinuteFiles.At(3.5), MinuteFiles.At(16.25));

    public ValueTask InitializeAsync()
    {
        _sensor = new ScriptedSensor(_pki, MinuteFiles.Make(Files, Packets)) { PiecePackets = 50 };
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        if (_fleet is not null)
            await _fleet.DisposeAsync();
        _sensor.Dispose();
        _indexer.Dispose();
        _pki.Dispose();
    }

    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Memory)]
    public async Task CutOnce_WhereverThatIs_AllComesOnce(DeliveryLogKind log)
    {
        _sensor.TellsPositions = true;
        await StartAsync(log);
        var whole = WholeAnswer();
        for (var round = 0; round < 2; round++)
        {
            await TryOnceAsync($"ended cleanly at {Anywhere(out var at)}", a => a with { Body = [whole.AsMemory(0, at)] });

            // Exactly between two packets the answer looks whole: only the index tells.
            var edge = Edge(whole, _random.Next(1, Files * Packets / 2));
            await TryOnceAsync($"ended cleanly between two packets, at {edge}", a => a with { Body = [whole.AsMemory(0, edge)] });
            await TryOnceAsync($"reset at {Anywhere(out at)}", a => a with { CutAfter = at });
            await TryOnceAsync($"closed at {Anywhere(out at)}", a => a with { CutAfter = at, Cut = CutKind.Finish });
        }

        await TryOnceAsync($"silent after {Anywhere(out var silent)}", a => a with { StallAfter = silent });
        await TryOnceAsync("silent before its headers", a => a with { StallBeforeHeaders = true });
        await TryOnceAsync("slow", a => a with { Body = [whole], ChunkSize = 3000, DelayChunks = TimeSpan.FromMilliseconds(8) });
        await TryOnceAsync("an error", _ => FakeAnswer.Error(503, "not now"));
        await TryOnceAsync("an error that is no HTTP", a => a with { CutBeforeHeaders = true });
    }

    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Memory)]
    public async Task KilledAndRestartedOnTheSamePort_AllComesOnce(DeliveryLogKind log)
    {
        await StartAsync(log);
        _sensor.FilePace = TimeSpan.FromSeconds(0.1);
        for (var round = 0; round < 2; round++)
        {
            var id = await SubmitAsync();
            var query = _sensor.Server.Next();
            var moment = _random.Next(1, WholeAnswer().Length * 3 / 4);
            (await Eventually.IsAsync(() => query.Sent >= moment)).ShouldBeTrue();
            _sensor.Restart();
            await ShouldComeWholeAsync(id, $"killed at {query.Sent}");
            _sensor.Server.Next();
        }
    }

    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Memory)]
    public async Task CutForGood_GapBeginsThere_AndRetryBringsTheRest(DeliveryLogKind log)
    {
        await StartAsync(log);
        _sensor.Fault = (_, _) => FakeAnswer.Error(500, "out of order");
        var id = await SubmitAsync();
        var region = (await _fleet.WaitForEndAsync(id)).Of(Name);
        region.Verdict().ShouldBe("missing", region.ToString());
        region.Gaps().ShouldBe([Answers.Gap("failed", Window.After!.Value, Window.Before!.Value)]);
        await RetryAsync(id);

        var whole = WholeAnswer();
        var at = Edge(whole, 7 * Packets) + _random.Next(1, 60);
        _sensor.Fault = (_, answer) => answer with { Body = [whole.AsMemory(0, at)] };
        id = await SubmitAsync();
        region = (await _fleet.WaitForEndAsync(id)).Of(Name);
        var kept = ClassicPcap.Read(whole.AsSpan(0, at)).Packets;
        region.Gaps().ShouldBe([Answers.Gap("cutByNetwork", new PacketTime(kept[^1].Time), Window.Before!.Value)]);
        region.GetProperty("deliveredPackets").GetInt64().ShouldBe(kept.Inside(Window).Count());
        if (log == DeliveryLogKind.Archive)
            await _fleet.ShouldHoldAsync(id, Name, kept.Inside(Window));
        await RetryAsync(id);
    }

    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Memory)]
    public async Task CutLate_ThenEndedCleanlyEarlier_NothingComesTwiceUntold(DeliveryLogKind log)
    {
        _sensor.TellsPositions = true;
        await StartAsync(log);
        var whole = WholeAnswer();
        var (late, early) = (Edge(whole, (12 * Packets) + _random.Next(Packets)), Edge(whole, (7 * Packets) + _random.Next(2, Packets - 2)));
        var asked = 0;
        _sensor.Fault = (query, answer) => Interlocked.Increment(ref asked) switch
        {
            1 => answer with { CutAfter = late, Cut = CutKind.Finish },
            _ when ScriptedSensor.Asked(query).After < MinuteFiles.At(3) => answer with { Body = [whole.AsMemory(0, early)] },
            _ => answer,
        };
        var job = await _fleet.WaitForEndAsync(await SubmitAsync());
        var region = job.Of(Name);
        _output.WriteLine(region.ToString());
        var ended = new PacketTime(ClassicPcap.Read(whole.AsSpan(0, early)).Packets[^1].Time);
        region.Gaps().ShouldBe([Answers.Gap("cutByServer", ended, new PacketTime(((ended.Nanoseconds / MinuteFiles.Minute) + 1) * MinuteFiles.Minute))]);

        // The first answer had brought what the later ones ended before.
        var wanted = _sensor.Files.SelectMany(f => f.Packets).Inside(Window).ToList();
        if (log == DeliveryLogKind.Archive)
            await _fleet.ShouldHoldAsync(job.GetProperty("id").GetInt64(), Name, wanted);
        else
            _output.WriteLine($"{job.ShouldHaveArrived(Name, wanted, _indexer)} came twice, at most {job.MaybeDoubled()} told");
    }

    private async Task StartAsync(DeliveryLogKind log) => _fleet = await PacketFleetProcess.StartAsync(new CompletenessSettings
    {
        Regions = [_sensor.Region(Name)],
        StallSeconds = 2,
        Log = log,
        Targets = log == DeliveryLogKind.Archive ? [] : [_indexer.Target],
    }.ToString());

    private byte[] WholeAnswer() => _sensor.WholeAnswer(Window.Pad(TimeSpan.FromMinutes(2)));

    /// <summary>The bytes of an answer up to the end of so many packets.</summary>
    private static int Edge(byte[] answer, int packets) => 24 + ClassicPcap.Read(answer).Packets.Take(packets).Sum(p => 16 + p.Data.Length);

    private int Anywhere(out int at) => at = _random.Next(0, WholeAnswer().Length);

    private async Task TryOnceAsync(string what, Func<FakeAnswer, FakeAnswer> fault)
    {
        var isDone = 0;
        _sensor.Fault = (_, answer) => Interlocked.Exchange(ref isDone, 1) == 0 ? fault(answer) : answer;
        await ShouldComeWholeAsync(await SubmitAsync(), what);
    }

    private async Task RetryAsync(long id)
    {
        _sensor.Fault = null;
        using var retried = await _fleet.Http.PostAsync($"/api/v1/jobs/{id}/retry", null);
        retried.IsSuccessStatusCode.ShouldBeTrue();
        await ShouldComeWholeAsync(id, "retried", attempt: 2);
    }

    private async Task<long> SubmitAsync()
    {
        using var answer = await _fleet.Http.PostAsync("/api/v1/jobs", new StringContent(
            $$"""{"query":"{{Answers.Query(Window.After, Window.Before)}}","regions":["{{Name}}"],"source":"100"}""", System.Text.Encoding.UTF8, "application/json"));
        var job = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        answer.IsSuccessStatusCode.ShouldBeTrue(job.ToString());
        return job.GetProperty("id").GetInt64();
    }

    private async Task ShouldComeWholeAsync(long id, string what, int attempt = 1)
    {
        var job = await _fleet.WaitAsync(id, j => j.GetProperty("finishedAt").ValueKind == JsonValueKind.String && j.Of(Name).GetProperty("attempt").GetInt32() == attempt);
        _output.WriteLine($"{what}: {job.Of(Name)}");
        job.State().ShouldBe("completed", $"{what}: {job}\n{_fleet.Output}");
        job.Of(Name).Verdict().ShouldBe("complete");
        job.Of(Name).Gaps().ShouldBeEmpty();
        var expected = _sensor.Files.SelectMany(f => f.Packets).Inside(Window).ToList();
        job.GetProperty("packets").GetInt64().ShouldBe(expected.Count);
        if (job.GetProperty("sinks").EnumerateArray().Any(s => s.GetProperty("name").GetString() == "Archive"))
            await _fleet.ShouldHoldAsync(id, Name, expected);
        else
            (job.ShouldHaveArrived(Name, expected, _indexer), job.MaybeDoubled()).ShouldBe((0, 0));
    }
}
