using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.Data.Sqlite;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.EndToEnd.Tests.Faults;

/// <summary>Another program (a backup, an administrator's shell) holds the store's lock while a job runs.</summary>
public sealed class LockedStoreTests(ITestOutputHelper output)
{
    /// <summary>Longer than the program waits for a lock in one go.</summary>
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(9);

    [Fact]
    public async Task Locked_WhileAnAnswerEnds_JobEndsWholeAllTheSame()
    {
        var answer = new LongAnswer(pieces: 60, TimeSpan.FromMilliseconds(15));
        using var pki = new TestPki();
        using var server = new FakeStenographer(pki);
        server.Answer = _ => answer.Play();
        await using var fleet = await PacketFleetProcess.StartAsync(Settings.With([server.Region("Region 1")]));
        var id = await fleet.SubmitAsync("net 0.0.0.0/0", "Region 1");
        var query = server.Next();
        (await Eventually.IsAsync(() => query.Sent > answer.Bytes / 3)).ShouldBeTrue();

        using (var other = new SqliteConnection($"Data Source={ArchiveFiles.StoreFile(fleet)};Pooling=False"))
        {
            other.Open();
            Run(other, "BEGIN IMMEDIATE");
            var since = Stopwatch.StartNew();

            // What is there can be read on, and whoever wants to write is told.
            (await fleet.JobAsync(id)).GetProperty("id").GetInt64().ShouldBe(id);
            using var refused = await fleet.Http.PostAsJsonAsync("/api/v1/jobs", new { query = "tcp", regions = new[] { "Region 1" } });
            var problem = await refused.Content.ReadAsStringAsync();
            output.WriteLine($"{(int)refused.StatusCode} {problem}");
            ((int)refused.StatusCode).ShouldBe(503, problem);
            problem.ShouldContain("is locked by another program");

            // The answer has ended meanwhile, and could not be committed.
            await query.Ended;
            var rest = Held - since.Elapsed;
            (await Task.Run(() => new ManualResetEventSlim().Wait(rest > TimeSpan.Zero ? rest : TimeSpan.Zero))).ShouldBeFalse();
            ArchiveFiles.Named(fleet).ShouldBeEmpty();
            Run(other, "ROLLBACK");
        }

        var job = await fleet.WaitForEndAsync(id);
        job.GetProperty("state").GetString().ShouldBe("completed", job.ToString());
        job.GetProperty("deliveredPackets").GetInt64().ShouldBe(answer.Packets);
        answer.ShouldBeAllOf(await fleet.DownloadAsync(id));
        ArchiveFiles.ShouldBeNamedByRows(fleet);
        (await fleet.Http.GetStringAsync("/status")).ShouldBe("[]");

        // And so it stays after a restart: the store knows that it has ended.
        (await fleet.StopAsync()).ShouldBe(0, fleet.Output);
        await fleet.StartAgainAsync();
        (await fleet.JobAsync(id)).GetProperty("state").GetString().ShouldBe("completed");
        server.Queries.Count.ShouldBe(1);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
