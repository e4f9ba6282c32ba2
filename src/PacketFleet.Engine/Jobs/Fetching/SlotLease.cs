namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>
/// A slot that a fetch holds. The lease is renewed in a loop of its own, so that nothing else the fetch waits for keeps it from that.
/// Where it is lost, or cannot be renewed before it runs out, it is asked for once more; else the fetch has to let the region go.
/// </summary>
internal sealed class SlotLease : IAsyncDisposable
{
    /// <summary>A slot that is not renewed for so long is given to another; short, since failover waits for it.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    /// <summary>An answer to a question for a slot counts when it comes within this: what is left of the lease is enough to renew it.</summary>
    public static readonly TimeSpan AskPatience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(250);

    /// <summary>How long before its end the lease counts as lost: the connection is to be closed by then.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    /// <summary>Is kept for asking once more.</summary>
    private static readonly TimeSpan LastQuestion = TimeSpan.FromSeconds(1);

    private readonly RegionLine _line;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _held;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _keeping;
    private volatile bool _isLost;

    /// <summary>Begins to renew.</summary>
    /// <param name="line">Where the slot was granted.</param>
    /// <param name="asked">The clock's time stamp before it was asked for: the lease began no earlier.</param>
    /// <param name="clock">Measures the lease.</param>
    /// <param name="stop">Ends <see cref="Held"/> too.</param>
    public SlotLease(RegionLine line, long asked, TimeProvider clock, CancellationToken stop)
    {
        (_line, _clock) = (line, clock);
        _held = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Held = _held.Token;
        _keeping = Task.Run(() => KeepAsync(asked), CancellationToken.None);
    }

    /// <summary>Cancelled when the slot is lost or given back, and when the fetch is stopped.</summary>
    public CancellationToken Held { get; }

    /// <summary>The slot is another's now, or may be.</summary>
    public bool IsLost => _isLost;

    /// <summary>The slot is lost, and the fetch in line for another.</summary>
    public bool IsInLine { get; private set; }

    /// <summary>Stops renewing, and ends <see cref="Held"/>; the slot is still to be given back, and no question is on its way any more that could take it anew.</summary>
    public async ValueTask DisposeAsync()
    {
        await _held.CancelAsync().ConfigureAwait(false);
        await _ended.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(false);
        _ended.Dispose();
        _held.Dispose();
    }

    private async Task KeepAsync(long since)
    {
        var pause = Renewal - _clock.GetElapsedTime(since);
        while (await PauseAsync(pause).ConfigureAwait(false))
        {
            var left = Length - Margin - LastQuestion - _clock.GetElapsedTime(since);
            var asked = _clock.GetTimestamp();
            var renewed = left > TimeSpan.Zero ? await _line.RenewAsync(Shorter(left, Renewal)).ConfigureAwait(false) : false;
            if (renewed is null)
            {
                pause = AfterFailure;
                continue;
            }

            if (renewed is false)
            {
                asked = _clock.GetTimestamp();
                if (await _line.AskAsync(LastQuestion).ConfigureAwait(false) is var place && place != 0)
                {
                    IsInLine = place > 0;
                    _isLost = true;
                    await _held.CancelAsync().ConfigureAwait(false);
                    return;
                }
            }

            since = asked;
            pause = Renewal - _clock.GetElapsedTime(since);
        }
    }

    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        try
        {
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, _clock, _ended.Token).ConfigureAwait(false);
            return !_ended.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
