using PacketFleet.EndToEnd.Tests.Faults;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>A region that ends, breaks off, hangs, is slow or refuses.</summary>
public sealed class RegionFaultsTests(MatrixFleet fleet, ITestOutputHelper output) : MatrixTests(fleet, output), IClassFixture<MatrixFleet>
{
    private const int Megabyte = 1_000_000;

    [Theory]
    [MemberData(nameof(Sinks))]
    public async Task KilledInMidAnswer(DeliveryLogKind log)
    {
        var program = await Fleet.ProgramAsync(log);
        var id = await BeginLongAsync(program);
        Fleet.Relay.Close();
        Fleet.Server.Kill();
        await ShouldLackAsync(program, id, MatrixHour.Long, await CutAsync(program, id, MatrixFleet.Real, MatrixHour.Long, "failed"));

        Fleet.Server.StartAgain();
        Fleet.Relay.Open();
        await program.RetryAsync(id);
        await ShouldComeWholeAsync(program, id, MatrixHour.Long, "retried", attempt: 2);
    }

    [Theory]
    [MemberData(nameof(Sinks))]
    public async Task RestartedInMidAnswer(DeliveryLogKind log)
    {
        var program = await Fleet.ProgramAsync(log);
        for (var round = 0; round < 2; round++)
        {
            var id = await BeginLongAsync(program);
            Fleet.Server.Kill();
            Fleet.Server.StartAgain();
            await ShouldComeWholeAsync(program, id, MatrixHour.Long, "a real one");
        }

        Fleet.Sensor.FilePace = TimeSpan.FromSeconds(0.1);
        for (var round = 0; round < 2; round++)
        {
            var asked = Fleet.Sensor.Queries.Count;
            var id = await program.SubmitAsync(MatrixHour.Sound.Window);
            (await Eventually.IsAsync(() => Fleet.Sensor.Queries.Count > asked)).ShouldBeTrue();
            var (query, moment) = (Fleet.Sensor.Queries[asked], Anywhere(WholeAnswer().Length * 3 / 4));
            (await Eventually.IsAsync(() => query.Sent >= moment)).ShouldBeTrue();
            Fleet.Sensor.Restart();
            await ShouldComeWholeAsync(program, id, MatrixHour.Sound, $"a scripted one at {query.Sent}");
        }
    }

    [Theory]
    [MemberData(nameof(Sinks))]
    public async Task EndedCleanly_AtAnyByte(DeliveryLogKind log)
    {
        var program = await Fleet.ProgramAsync(log);
        var whole = WholeAnswer();
        for (var round = 0; round < 3; round++)
        {
            var at = Anywhere(whole.Length);
            await TryOnceAsync(program, $"ended at {at}", a => a with { Body = [whole.AsMemory(0, at)] });

            // Exactly between two packets the answer looks whole: only the index tells.
            var edge = Edge(whole, Random.Next(1, MatrixHour.Sound.Wanted.Count));
            await TryOnceAsync(program, $"ended between two packets, at {edge}", a => a with { Body = [whole.AsMemory(0, edge)] });
        }

        await TryOnceAsync(program, "ended before its first byte", a => a with { Body = [] });
        await TryOnceAsync(program, "empty", a => a with { Body = [whole.AsMemory(0, 24)] });
    }

    [Theory]
    [MemberData(nameof(Sinks))]
    public async Task EndedCleanly_AlwaysAtTheSameByte_GapBeginsThere(DeliveryLogKind log)
    {
        var program = await Fleet.ProgramAsync(log);
        var whole = WholeAnswer();
        var at = Edge(whole, 3 * MatrixHour.Sound.PacketsOfFile) + Random.Next(1, 60);
        Fleet.Sensor.Fault = (_, answer) => answer with { Body = [whole.AsMemory(0, at)] };
        var id = await program.SubmitAsync(MatrixHour.Sound.Window);
        var last = new PacketTime(ClassicPcap.Read(whole.AsSpan(0, at)).Packets[^1].Time);
        var kept = MatrixHour.Sound.Without(p => p.Time > last.Nanoseconds);
        await ShouldLackAsync(program, id, MatrixHour.Sound, RegionShould.Lack(MatrixFleet.Scripted, kept, "cutByNetwork", last, MatrixHour.Sound.Window.Before!.Value));

        Fleet.Sensor.Fault = null;
        await program.RetryAsync(id);
        await ShouldComeWholeAsync(program, id, MatrixHour.Sound, "retried", attempt: 2);
    }

    [Theory]
    [MemberData(nameof(Sinks))]
    public async Task EndedCleanly_BeforeWhereItWasCut(DeliveryLogKind log)
    {
        var program = await Fleet.ProgramAsync(log);
        var (whole, hour) = (WholeAnswer(), MatrixHour.Sound);
        var (late, early) = (Edge(whole, (5 * hour.PacketsOfFile) + Random.Next(hour.PacketsOfFile)), Edge(whole, (3 * hour.PacketsOfFile) + Random.Next(2, hour.PacketsOfFile - 2)));
        var asked = 0;
        Fleet.Sensor.Fault = (query, answer) => Interlocked.Increment(ref asked) switch
        {
            1 => answer with { CutAfter = late, Cut = CutKind.Finish },
            _ when ScriptedSensor.Asked(query).After!.Value.Nanoseconds < hour.Files[0].Start => answer with { Body = [whole.AsMemory(0, early)] },
            _ => answer,
        };
        var id = await program.SubmitAsync(hour.Window);

        // The first answer had brought what the later ones ended before.
        var ended = new PacketTime(ClassicPcap.Read(whole.AsSpan(0, early)).Packets[^1].Time);
        var next = new PacketTime(hour.Files.First(f => f.Start > ended.Nanoseconds).Start);
        await ShouldLackAsync(program, id, hour, RegionShould.Lack(MatrixFleet.Scripted, hour.Wanted, "cutByServer", ended, next), mayDouble: true);
    }

    [Theory]
    [MemberData(nameof(Sinks))]
    public async Task BrokenOff_AtAnyByte(DeliveryLogKind log)
    {
        var program = await Fleet.ProgramAsync(log);
        for (var round = 0; round < 2; round++)
        {
            var at = Anywhere(WholeAnswer().Length);
            await TryOnceAsync(program, $"reset at {at}", a => a with { CutAfter = at });
            await TryOnceAsync(program, $"closed at {at}", a => a with { CutAfter = at, Cut = CutKind.Finish });
        }

        await TryOnceAsync(program, "no HTTP", a => a with { CutBeforeHeaders = true });
    }

    [Theory]
    [MemberData(nameof(Sinks))]
    public async Task Stalled(DeliveryLogKind log)
    {
        var program = await Fleet.ProgramAsync(log);
        var at = Anywhere(WholeAnswer().Length);
        await TryOnceAsync(program, $"silent after {at}", a => a with { StallAfter = at });
        await TryOnceAsync(program, "silent before its headers", a => a with { StallBeforeHeaders = true });

        var id = await BeginLongAsync(program);
        Fleet.Server.Freeze();
        try
        {
            // What it had handed to the network still comes; then longer silence than is borne.
            await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        }
        finally
        {
            Fleet.Server.Thaw();
        }

        await ShouldComeWholeAsync(program, id, MatrixHour.Long, "a real one");
    }

    [Theory]
    [MemberData(nameof(Sinks))]
    public async Task SlowDrip(DeliveryLogKind log)
    {
        var program = await Fleet.ProgramAsync(log);
        Fleet.Relay.Pace = 60_000;
        var asked = Fleet.Sensor.Queries.Count;
        await TryOnceAsync(program, "slow", a => a with { Body = [WholeAnswer()], ChunkSize = 500, DelayChunks = TimeSpan.FromMilliseconds(8) });
        Fleet.Sensor.Queries.Count.ShouldBe(asked + 1);
    }

    [Theory]
    [MemberData(nameof(Sinks))]
    public async Task ServerError(DeliveryLogKind log)
    {
        var program = await Fleet.ProgramAsync(log);
        await TryOnceAsync(program, "once", _ => FakeAnswer.Error(503, "not now"));

        Fleet.Sensor.Fault = (_, _) => FakeAnswer.Error(500, "out of order");
        var (id, window) = (await program.SubmitAsync(MatrixHour.Sound.Window), MatrixHour.Sound.Window);
        await ShouldLackAsync(program, id, MatrixHour.Sound, RegionShould.Lack(MatrixFleet.Scripted, [], "failed", window.After!.Value, window.Before!.Value));

        Fleet.Sensor.Fault = null;
        await program.RetryAsync(id);
        await ShouldComeWholeAsync(program, id, MatrixHour.Sound, "retried", attempt: 2);
    }

    /// <summary>The bytes of a scripted answer up to the end of so many packets.</summary>
    private static int Edge(byte[] answer, int packets) => 24 + ClassicPcap.Read(answer).Packets.Take(packets).Sum(p => 16 + p.Data.Length);

    private byte[] WholeAnswer() => Fleet.Sensor.WholeAnswer(MatrixHour.Sound.Window.Pad(TimeSpan.FromMinutes(2)));

    private int Anywhere(int length) => Random.Next(0, length);

    /// <summary>Submits a job, and waits until the real region is in the middle of its answer.</summary>
    private async Task<long> BeginLongAsync(MatrixProgram program)
    {
        Fleet.Relay.Pace = 4 * Megabyte;
        var moment = Fleet.Relay.Passed + Random.Next(Megabyte / 10, 6 * Megabyte);
        var id = await program.SubmitAsync(MatrixHour.Long.Window);
        (await Eventually.IsAsync(() => Fleet.Relay.Passed >= moment)).ShouldBeTrue();
        return id;
    }

    private async Task TryOnceAsync(MatrixProgram program, string what, Func<FakeAnswer, FakeAnswer> fault)
    {
        var isDone = 0;
        Fleet.Sensor.Fault = (_, answer) => Interlocked.Exchange(ref isDone, 1) == 0 ? fault(answer) : answer;
        await ShouldComeWholeAsync(program, await program.SubmitAsync(MatrixHour.Sound.Window), MatrixHour.Sound, what);
    }
}
