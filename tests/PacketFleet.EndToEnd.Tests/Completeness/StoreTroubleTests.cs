using System.Diagnostics;
using Microsoft.Data.Sqlite;
using PacketFleet.EndToEnd.Tests.Faults;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Certificates;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness;

/// <summary>A store that another program holds, and a disk that is full, between one slice and the next.</summary>
public sealed class StoreTroubleTests(ITestOutputHelper output)
{
    private const string Name = "Region 1";
    private const int Files = 60;

    private static readonly TimeWindow Window = new(MinuteFiles.At(0.5), MinuteFiles.At(Files - 0.5));

    [Fact]
    public async Task StoreLocked_ForSeconds_JobEndsWhole()
    {
        using var pki = new TestPki();
        using var sensor = Sensor(pki, packets: 100);
        await using var fleet = await PacketFleetProcess.StartAsync(new CompletenessSettings { Regions = [sensor.Region(Name)], SliceMinutes = 5 }.ToString());
        var id = await fleet.SubmitAsync(Answers.Query(Window.After, Window.Before), Name);
        (await Eventually.IsAsync(() => sensor.Queries.Count >= 3)).ShouldBeTrue();
        using (var other = new SqliteConnection($"Data Source={ArchiveFiles.StoreFile(fleet)};Pooling=False"))
        {
            other.Open();
            Run(other, "BEGIN IMMEDIATE");
            await Task.Delay(TimeSpan.FromSeconds(7), TestContext.Current.CancellationToken);
            Run(other, "ROLLBACK");
        }

        var job = await fleet.WaitForEndAsync(id);
        job.State().ShouldBe("completed", job.ToString());
        job.Of(Name).Gaps().ShouldBeEmpty();
        await fleet.ShouldHoldAsync(id, Name, sensor.Files.SelectMany(f => f.Packets).Inside(Window));
        ArchiveFiles.ShouldBeNamedByRows(fleet);
    }

    [Fact]
    public async Task DiskFull_WhatIsStoredStays_AndRetryBringsTheRest()
    {
        var disk = Directory.CreateTempSubdirectory("packetfleet-disk-").FullName;
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Mount("-t", "tmpfs", "-o", "size=3m", "tmpfs", disk), "Only root can mount a small disk.");
        try
        {
            using var pki = new TestPki();
            using var sensor = Sensor(pki, packets: 1000);
            await using var fleet = await PacketFleetProcess.StartAsync(
                new CompletenessSettings { Regions = [sensor.Region(Name)], SliceMinutes = 5, ArchiveDirectory = Path.Combine(disk, "archive") }.ToString());
            var id = await fleet.SubmitAsync(Answers.Query(Window.After, Window.Before), Name);
            var region = (await fleet.WaitForEndAsync(id)).Of(Name);
            output.WriteLine(region.ToString());
            region.State().ShouldBe("failed");
            var gap = region.GetProperty("gaps").EnumerateArray().ShouldHaveSingleItem();
            gap.GetProperty("kind").GetString().ShouldBe("failed");
            gap.GetProperty("to").GetString().ShouldBe(Window.Before.ToString());
            gap.GetProperty("reason").GetString()!.ShouldStartWith("The packets of Region 1 could not be stored (");
            var wanted = sensor.Files.SelectMany(f => f.Packets).Inside(Window).ToList();
            var kept = wanted.Where(p => p.Time < PacketTime.From(gap.GetProperty("from").GetDateTimeOffset()).Nanoseconds).ToList();
            kept.ShouldNotBeEmpty();
            await fleet.ShouldHoldAsync(id, Name, kept);

            Mount("-o", "remount,size=64m", disk).ShouldBeTrue();
            using (var retried = await fleet.Http.PostAsync($"/api/v1/jobs/{id}/retry", null))
                retried.IsSuccessStatusCode.ShouldBeTrue();
            var whole = await fleet.WaitAsync(id, j => j.State() == "completed");
            whole.Of(Name).Gaps().ShouldBeEmpty();
            await fleet.ShouldHoldAsync(id, Name, wanted);
        }
        finally
        {
            using (var unmount = Process.Start("umount", [disk]))
                await unmount.WaitForExitAsync();
            Directory.Delete(disk, recursive: true);
        }
    }

    private static ScriptedSensor Sensor(TestPki pki, int packets) => new(pki, MinuteFiles.Make(Files, packets)) { FilePace = TimeSpan.FromMilliseconds(20) };

    private static bool Mount(params string[] arguments)
    {
        using var mount = Process.Start(new ProcessStartInfo("mount", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        mount.WaitForExit();
        return mount.ExitCode == 0;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
