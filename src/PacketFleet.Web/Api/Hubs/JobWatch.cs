using PacketFleet.Engine.Live;

namespace PacketFleet.Web.Api.Hubs;

/// <summary>One connection's watching: one loop that sends what its subscription brings, as fast as the client takes it.</summary>
internal sealed partial class JobWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly JobSubscription _subscription;
    private readonly IJobWatcher _client;
    private readonly ILogger _logger;
    private readonly string _connection;
    private Task _loop = Task.CompletedTask;

    private JobWatch(JobSubscription subscription, IJobWatcher client, ILogger logger, string connection)
    {
        _subscription = subscription;
        _client = client;
        _logger = logger;
        _connection = connection;
    }

    /// <summary>Starts the loop.</summary>
    public static JobWatch Start(JobSubscription subscription, IJobWatcher client, ILogger logger, string connection)
    {
        var watch = new JobWatch(subscription, client, logger, connection);
        using (ExecutionContext.SuppressFlow())
            watch._loop = Task.Run(watch.SendAsync);
        return watch;
    }

    /// <summary>Ends the loop and the subscription.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // A client that takes nothing more would hold a send until its connection is closed: the loop ends then.
        _subscription.Dispose();
        await _loop.WaitAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task SendAsync()
    {
        var stop = _stop.Token;
        try
        {
            await _client.Snapshot(_subscription.Initial);
            await foreach (var changes in _subscription.ChangesAsync(stop))
            {
                foreach (var job in changes)
                {
                    stop.ThrowIfCancellationRequested();
                    await _client.Changed(job);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Watched no longer.
        }
        catch (Exception fault)
        {
            LogEnded(_logger, fault, _connection);
        }
    }
}
