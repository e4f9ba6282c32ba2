using System.Diagnostics;
using Microsoft.AspNetCore.SignalR;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Api.Json;

namespace PacketFleet.Web.Tests.Api;

public sealed class JobHubTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Watch_NoFilter_SendsTheSnapshotOnceThenEveryChange(bool messagePack)
    {
        await using var host = await ApiHost.StartAsync();
        host.Jobs.Put(Make.Job(1, JobState.Completed));
        host.Jobs.Put(Make.Job(2));
        await using var client = await HubClient.ConnectAsync(host, messagePack);

        await client.WatchAsync(null);

        var snapshot = await client.SnapshotAsync();
        snapshot.Select(j => j.Id).ShouldBe([2L, 1L]);
        ShouldBeTheSame(snapshot[0], Make.Job(2));
        host.Jobs.Put(Make.Job(2, JobState.Partial, 2));
        ShouldBeTheSame(await client.ChangedAsync(), Make.Job(2, JobState.Partial, 2));
        host.Jobs.Put(Make.Job(3));
        (await client.ChangedAsync()).Id.ShouldBe(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Watch_InFlight_SendsAJobThatLeavesOnceMore(bool messagePack)
    {
        await using var host = await ApiHost.StartAsync();
        host.Jobs.Put(Make.Job(1, JobState.Completed));
        host.Jobs.Put(Make.Job(2));
        await using var client = await HubClient.ConnectAsync(host, messagePack);

        await client.WatchAsync(new Dictionary<string, object> { ["state"] = "inflight" });

        (await client.SnapshotAsync()).Select(j => j.Id).ShouldBe([2L]);
        host.Jobs.Put(Make.Job(2, JobState.Completed, 2));
        (await client.ChangedAsync()).State.ShouldBe(JobState.Completed);
        host.Jobs.Put(Make.Job(2, JobState.Completed, 3));
        host.Jobs.Put(Make.Job(4));
        (await client.ChangedAsync()).Id.ShouldBe(4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Watch_JobAndMine_FiltersByThem(bool messagePack)
    {
        await using var host = await ApiHost.StartAsync();
        host.Jobs.Put(Make.Job(1) with { RequestedBy = "someone" });
        host.Jobs.Put(Make.Job(2));
        host.Jobs.Put(Make.Job(3));
        await using var client = await HubClient.ConnectAsync(host, messagePack);

        await client.WatchAsync(new Dictionary<string, object> { ["mine"] = true });
        (await client.SnapshotAsync()).Select(j => j.Id).ShouldBe([3L, 2L]);
        await client.WatchAsync(new Dictionary<string, object> { ["jobId"] = 2, ["state"] = "all", ["mine"] = false });
        (await client.SnapshotAsync()).Select(j => j.Id).ShouldBe([2L]);
        await client.WatchAsync(new Dictionary<string, object> { ["jobId"] = 1, ["mine"] = true });
        (await client.SnapshotAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Watch_Again_ReplacesTheEarlierOne()
    {
        await using var host = await ApiHost.StartAsync();
        await using var client = await HubClient.ConnectAsync(host, messagePack: false);

        for (var i = 0; i < 3; i++)
        {
            await client.WatchAsync(new Dictionary<string, object>());
            (await client.SnapshotAsync()).ShouldBeEmpty();
        }

        host.Board.Subscribers.ShouldBe(1);
        host.Jobs.Put(Make.Job(1));
        (await client.ChangedAsync()).Id.ShouldBe(1);
        host.Jobs.Put(Make.Job(2));
        (await client.ChangedAsync()).Id.ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Watch_Disconnect_LeavesNoSubscriberBehind(bool messagePack)
    {
        await using var host = await ApiHost.StartAsync();
        var clients = new List<HubClient>();
        for (var i = 0; i < 5; i++)
        {
            clients.Add(await HubClient.ConnectAsync(host, messagePack));
            await clients[i].WatchAsync(null);
            await clients[i].SnapshotAsync();
        }

        host.Board.Subscribers.ShouldBe(5);
        foreach (var client in clients)
            await client.DisposeAsync();

        var since = Stopwatch.StartNew();
        while (host.Board.Subscribers > 0 && since.Elapsed < TimeSpan.FromSeconds(20))
            await Task.Delay(10);
        host.Board.Subscribers.ShouldBe(0);
        host.Log.Lines.ShouldNotContain(l => l.Id == 2220);
    }

    [Fact]
    public async Task Changed_ManyVersions_TheLatestArrivesAndVersionsRise()
    {
        await using var host = await ApiHost.StartAsync();
        await using var client = await HubClient.ConnectAsync(host, messagePack: false);
        await client.WatchAsync(null);
        await client.SnapshotAsync();

        const int Last = 5000;
        for (var version = 1; version <= Last; version++)
            host.Board.Publish(Make.Job(1, version: version));

        long seen = 0;
        while (seen < Last)
        {
            var job = await client.ChangedAsync();
            job.Version.ShouldBeGreaterThan(seen);
            seen = job.Version;
        }
    }

    [Theory]
    [InlineData("state", "running", "`state` is `running`: use `inflight`, `finished` or `all`.")]
    [InlineData("mine", "yes", "`mine` is of the wrong kind")]
    [InlineData("jobId", "seven", "`jobId` is of the wrong kind")]
    [InlineData("job", 7, "there are `state`, `mine`, `jobId`")]
    public async Task Watch_BadFilter_IsRefusedWithASentence(string field, object value, string part)
    {
        await using var host = await ApiHost.StartAsync();
        foreach (var messagePack in new[] { false, true })
        {
            await using var client = await HubClient.ConnectAsync(host, messagePack);

            var fault = await Should.ThrowAsync<HubException>(client.WatchAsync(new Dictionary<string, object> { [field] = value }));

            fault.Message.ShouldContain(part);
        }

        host.Board.Subscribers.ShouldBe(0);
    }

    private static void ShouldBeTheSame(JobSnapshot job, JobSnapshot expected) =>
        System.Text.Json.JsonSerializer.Serialize(job, ApiJson.Options).ShouldBe(System.Text.Json.JsonSerializer.Serialize(expected, ApiJson.Options));
}
