using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.EndToEnd.Tests.Faults;

/// <summary>A line of jobs before a region that serves one at a time, and a restart in the middle of it.</summary>
public sealed class QueuedRestartTests
{
    private const int Jobs = 4;

    [Fact]
    public async Task Killed_WithJobsInLine_ServesThemOneByOneToTheEnd()
    {
        var answer = new LongAnswer(pieces: 60, TimeSpan.FromMilliseconds(15));
        using var pki = new TestPki();
        using var server = new FakeStenographer(pki);
        var most = 0;
        server.Answer = _ =>
        {
            // Whoever is asked sees how many questions are open besides.
            most = Math.Max(most, server.Queries.Count(q => !q.Ended.IsCompleted));
            return answer.Play();
        };
        await using var fleet = await PacketFleetProcess.StartAsync(Settings.With([server.Region("Region 1") with { MaxConcurrentFetches = 1 }]));
        var ids = new List<long>();
        for (var i = 0; i < Jobs; i++)
            ids.Add(await fleet.SubmitAsync("net 0.0.0.0/0", "Region 1"));

        await fleet.WaitForEndAsync(ids[0]);
        var second = await NumberAsync(server, 1);
        (await Eventually.IsAsync(() => second.Sent > answer.Bytes / 3)).ShouldBeTrue();
        foreach (var waiting in ids[2..])
        {
            var job = await fleet.JobAsync(waiting);
            job.GetProperty("state").GetString().ShouldBe("queued", job.ToString());
            job.GetProperty("regions")[0].GetProperty("reason").GetString()!.ShouldStartWith("Region 1 is busy: ");
        }

        await fleet.KillAsync();
        await fleet.StartAgainAsync();
        foreach (var id in ids)
        {
            var job = await fleet.WaitForEndAsync(id);
            job.GetProperty("state").GetString().ShouldBe("completed", job.ToString());
            answer.ShouldBeAllOf(await fleet.DownloadAsync(id));
        }

        most.ShouldBe(1);
        server.Queries.Count.ShouldBe(Jobs + 1);
        ArchiveFiles.ShouldBeNamedByRows(fleet);
    }

    private static async Task<FakeQuery> NumberAsync(FakeStenographer server, int number)
    {
        (await Eventually.IsAsync(() => server.Queries.Count > number)).ShouldBeTrue();
        return server.Queries[number];
    }
}
