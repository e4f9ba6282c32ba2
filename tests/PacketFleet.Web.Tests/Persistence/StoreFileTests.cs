using System.Diagnostics;
using Microsoft.Data.Sqlite;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Hosting;
using PacketFleet.Web.Persistence;
using PacketFleet.Web.Tests.Hosting;

namespace PacketFleet.Web.Tests.Persistence;

public class StoreFileTests
{
    [Fact]
    public async Task Open_LockedByAnother_RefusesWithOneSentence()
    {
        using var directory = new TemporaryDirectory();
        using var other = new SqliteConnection($"Data Source={directory.File("jobs.db")};Pooling=False");
        other.Open();
        Run(other, "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE x (y);");

        (await RefusedAsync($"Data Source={directory.File("jobs.db")};Default Timeout=1")).ShouldContain("is locked by another program");
    }

    [Fact]
    public async Task Open_NoDatabase_RefusesWithOneSentence()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write("jobs.db", new string('x', 5000));

        (await RefusedAsync($"Data Source={file}")).ShouldContain("is no SQLite database");
    }

    [Fact]
    public async Task Open_ADirectory_RefusesWithOneSentence()
    {
        using var directory = new TemporaryDirectory();

        (await RefusedAsync($"Data Source={directory.Path}")).ShouldContain("cannot be opened");
    }

    [Fact]
    public async Task Open_WrittenByANewerProgram_RefusesWithOneSentence()
    {
        await using var open = await OpenStore.NewAsync();
        using (var other = new SqliteConnection($"Data Source={open.File};Pooling=False"))
        {
            other.Open();
            Run(other, "INSERT INTO __EFMigrationsHistory VALUES ('99990101000000_Later', '99.0')");
        }

        (await RefusedAsync($"Data Source={open.File}")).ShouldContain("newer PacketFleet.Web");
    }

    [Fact]
    public async Task Open_AfterAKilledMigration_DoesNotWaitForItsLock()
    {
        await using var open = await OpenStore.NewAsync();
        using (var other = new SqliteConnection($"Data Source={open.File};Pooling=False"))
        {
            other.Open();
            Run(other, """CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT OR REPLACE INTO "__EFMigrationsLock" VALUES (1, '2026-01-01')""");
        }

        await open.ReopenAsync();

        (await open.CreateAsync("A")).Id.ShouldBe(1);
    }

    [Fact]
    public async Task Tables_Named_AsOthersExpectThem()
    {
        await using var open = await OpenStore.NewAsync();
        using var other = new SqliteConnection($"Data Source={open.File};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name IN ('jobs', 'fetches', 'segments', 'events') UNION ALL SELECT * FROM pragma_journal_mode";
        using var reader = command.ExecuteReader();

        reader.Read().ShouldBeTrue();
        reader.GetInt32(0).ShouldBe(4);
        reader.Read().ShouldBeTrue();
        reader.GetString(0).ShouldBe("wal");
    }

    [Fact]
    public async Task List_AmongManyJobs_IsQuick()
    {
        await using var open = await OpenStore.NewAsync();
        await open.CreateAsync("A", "B");
        using (var other = new SqliteConnection($"Data Source={open.File};Pooling=False"))
        {
            other.Open();
            Run(other, """
                CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM c WHERE i < 100000) SELECT i FROM c;
                INSERT INTO jobs SELECT i, epoch, query, pinned, window_after, window_before, pinned_at, source, source_bytes, case_name, note, requested_by, created_at, limit_packets, limit_bytes, limit_seconds,
                  wait_for_recent, CASE WHEN i % 1000 = 0 THEN 'Running' ELSE 'Completed' END, i % 1000 <> 0, started_at, finished_at FROM jobs, n;
                INSERT INTO fetches (job, region, position, epoch, shift, state, attempt, packets, bytes, cut_packets, delivered_packets, delivered_bytes, committed_packets, committed_bytes, committed_hash)
                  SELECT i, region, position, 0, 0, 'Done', 1, 0, 0, 0, 0, 0, 0, 0, 0 FROM fetches, n;
                """);
        }

        foreach (var (phase, expected) in ((JobPhase, long[])[])[(JobPhase.All, [100_000, 99_999]), (JobPhase.InFlight, [100_000, 99_000]), (JobPhase.Finished, [99_999, 99_998])])
        {
            var best = TimeSpan.MaxValue;
            IReadOnlyList<JobRecord> jobs = [];

            // The best of several: other work on the machine must not decide.
            for (var i = 0; i < 8; i++)
            {
                var watch = Stopwatch.StartNew();
                jobs = await open.Store.ListJobsAsync(phase, 100, null, default);
                best = watch.Elapsed < best ? watch.Elapsed : best;
            }

            best.ShouldBeLessThan(TimeSpan.FromMilliseconds(100), phase.ToString());
            jobs.Count.ShouldBe(100);
            jobs.Take(2).Select(j => j.Id).ShouldBe(expected);
        }

        (await open.Store.UnfinishedJobsAsync(default)).Count.ShouldBe(101);
    }

    private static async Task<string> RefusedAsync(string connectionString)
    {
        await using var store = new JobStore(new SqliteFile(connectionString));
        var refused = await Should.ThrowAsync<StartRefusedException>(store.OpenAsync());
        refused.ExitCode.ShouldBe(1);
        return refused.Sentences.ShouldHaveSingleItem();
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
