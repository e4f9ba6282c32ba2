using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.EndToEnd.Tests.Faults;

/// <summary>The program ends in the middle of a stream, gently or not, and is started again.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const string Query = "net 0.0.0.0/0";
    private const long Mebibyte = 1 << 20;

    [Fact]
    public async Task Killed_AtRandomMoments_GoesOnByItselfAndDeliversEveryPacketOnce()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);

        // 90 MiB, of which the first segment is committed at 64: one moment about that one, one anywhere.
        long[] moments = [random.NextInt64(62 * Mebibyte, 70 * Mebibyte), random.NextInt64(Mebibyte, 88 * Mebibyte)];
        var answer = new LongAnswer(pieces: 1041, TimeSpan.FromMilliseconds(1));
        using var pki = new TestPki();
        using var server = new FakeStenographer(pki);
        server.Answer = _ => answer.Play();
        await using var fleet = await PacketFleetProcess.StartAsync(Settings.With([server.Region("Region 1")]));
        var id = await fleet.SubmitAsync(Query, "Region 1");

        foreach (var moment in moments)
        {
            var query = server.Next();
            (await Eventually.IsAsync(() => query.Sent >= moment)).ShouldBeTrue($"{query.Sent} bytes were sent, not {moment}.\n{fleet.Output}");
            await fleet.KillAsync();
            output.WriteLine($"Killed at {query.Sent:N0} bytes with {ArchiveFiles.Captures(fleet)} files, {ArchiveFiles.Named(fleet).Count} committed");
            await fleet.StartAgainAsync();
        }

        await ShouldEndWholeAsync(fleet, id, answer);
        server.Queries.Count.ShouldBe(moments.Length + 1);
        (await fleet.SubmitAsync(Query, "Region 1")).ShouldBeGreaterThan(id);
    }

    [Fact]
    public async Task Stopped_InMidStream_KeepsWhatItHasAndGoesOnAfterTheNextStart()
    {
        var answer = new LongAnswer(pieces: 200, TimeSpan.FromMilliseconds(5));
        using var pki = new TestPki();
        using var server = new FakeStenographer(pki);
        server.Answer = _ => answer.Play();
        await using var fleet = await PacketFleetProcess.StartAsync(Settings.With([server.Region("Region 1")]));
        var id = await fleet.SubmitAsync(Query, "Region 1");
        var query = server.Next();
        (await Eventually.IsAsync(() => query.Sent >= answer.Bytes / 3)).ShouldBeTrue();

        (await fleet.StopAsync()).ShouldBe(0, fleet.Output);
        (await query.Ended).ShouldBe(FakeEnd.ClientLeft);
        ArchiveFiles.Named(fleet).Count.ShouldBe(1, "What had come before the stop was to be committed.");
        ArchiveFiles.ShouldBeNamedByRows(fleet);

        await fleet.StartAgainAsync();
        await ShouldEndWholeAsync(fleet, id, answer);
        ArchiveFiles.Named(fleet).Count.ShouldBe(2);
    }

    private static async Task ShouldEndWholeAsync(PacketFleetProcess fleet, long id, LongAnswer answer)
    {
        var job = await fleet.WaitForEndAsync(id);
        job.GetProperty("state").GetString().ShouldBe("completed", job.ToString());
        job.GetProperty("packets").GetInt64().ShouldBe(answer.Packets);
        job.GetProperty("deliveredPackets").GetInt64().ShouldBe(answer.Packets);
        answer.ShouldBeAllOf(await fleet.DownloadAsync(id));
        ArchiveFiles.ShouldBeNamedByRows(fleet);
    }
}
