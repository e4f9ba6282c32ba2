using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Live;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>Follows one job: one subscription, one loop. Dispose to stop.</summary>
internal sealed class JobWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private JobSubscription? _subscription;
    private Task _loop = Task.CompletedTask;

    /// <summary>Begins; returns the job as it stands, or null where there is none of this number.</summary>
    /// <param name="board">Where jobs are watched.</param>
    /// <param name="id">The job's number.</param>
    /// <param name="changed">Called with each newer state, one at a time, on whatever thread.</param>
    /// <param name="failed">Called where the loop ends by a fault.</param>
    public async Task<JobSnapshot?> StartAsync(IJobBoard board, long id, Func<JobSnapshot, Task> changed, Func<Exception, Task> failed)
    {
        var subscription = await board.SubscribeAsync(new JobFilter(JobId: id), _gone.Token);
        if (_gone.IsCancellationRequested)
        {
            subscription.Dispose();
            return null;
        }

        _subscription = subscription;
        _loop = ReadAsync(subscription, changed, failed);
        return subscription.Initial is [{ } job, ..] ? job : null;
    }

    private async Task ReadAsync(JobSubscription subscription, Func<JobSnapshot, Task> changed, Func<Exception, Task> failed)
    {
        try
        {
            await foreach (var batch in subscription.ChangesAsync(_gone.Token))
            {
                foreach (var job in batch)
                    await changed(job);
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            await failed(e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _subscription?.Dispose();
        await _loop;
        _gone.Dispose();
    }
}
