using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Live;
using PacketFleet.Web.Security;

namespace PacketFleet.Web.Api.Hubs;

/// <summary>What the hub calls on its clients. The method names are the contract.</summary>
public interface IJobWatcher
{
    /// <summary>The jobs that pass the filter, newest first; once after each <c>Watch</c>.</summary>
    Task Snapshot(IReadOnlyList<JobSnapshot> jobs);

    /// <summary>The latest state of a job that changed, or left the filter.</summary>
    Task Changed(JobSnapshot job);
}

/// <summary>Pushes jobs to clients outside: the same snapshots that the pages show.</summary>
public sealed class JobHub(IJobBoard board, IHubContext<JobHub, IJobWatcher> clients, ICurrentUser user, ILogger<JobHub> logger) : Hub<IJobWatcher>
{
    private const string WatchKey = "watch";

    /// <summary>
    /// Starts watching, in place of what the connection watched before.
    /// <paramref name="filter"/> is <c>{state?, mine?, jobId?}</c>; null watches everything.
    /// </summary>
    public async Task Watch(JsonElement? filter)
    {
        if (!WatchFilter.TryRead(filter, out var wanted, out var fault))
            throw new HubException(fault);

        await StopAsync();
        var requester = wanted.Mine ? user.Name : null;
        var subscription = await board.SubscribeAsync(new JobFilter(wanted.Phase, wanted.JobId, requester), Context.ConnectionAborted);
        Context.Items[WatchKey] = JobWatch.Start(subscription, clients.Clients.Client(Context.ConnectionId), logger, Context.ConnectionId);
    }

    /// <inheritdoc/>
    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        await StopAsync();
        await base.OnDisconnectedAsync(exception);
    }

    private async Task StopAsync()
    {
        if (Context.Items.Remove(WatchKey, out var earlier) && earlier is JobWatch watch)
            await watch.DisposeAsync();
    }
}
