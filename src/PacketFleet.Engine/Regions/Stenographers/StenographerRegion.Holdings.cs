using System.Globalization;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Stenographers;

public sealed partial class StenographerRegion
{
    private const int MostThreads = 64;

    private static readonly TimeSpan HoldingsFreshFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FailureFreshFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DebugWhole = TimeSpan.FromSeconds(10);

    // The debug pages hold locks that its captures and every query wait for: never two questions at once.
    private readonly SemaphoreSlim _debugGate = new(1, 1);
    private RegionHoldings? _holdings;
    private long _holdingsAt;
    private long _holdingsBegunAt;

    /// <inheritdoc/>
    public Task<RegionHoldings> HoldingsAsync(CancellationToken cancellation) => FindHoldingsAsync(_ => true, cancellation);

    /// <inheritdoc/>
    public Task<RegionHoldings> HoldingsNowAsync(CancellationToken cancellation)
    {
        // What somebody else begins to find out from now on does as well.
        var asked = _time.GetTimestamp();
        return FindHoldingsAsync(begun => begun >= asked, cancellation);
    }

    private async Task<RegionHoldings> FindHoldingsAsync(Func<long, bool> does, CancellationToken cancellation)
    {
        await _debugGate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_holdings is { } kept && _time.GetElapsedTime(_holdingsAt) < (kept.Known ? HoldingsFreshFor : FailureFreshFor) && does(_holdingsBegunAt))
                return kept;

            _holdingsBegunAt = _time.GetTimestamp();
            var found = await OnThreadAsync(() => FindHoldings(cancellation), cancellation).ConfigureAwait(false);
            _holdingsAt = _time.GetTimestamp();
            LearnPadding(found.FileAge);
            return _holdings = found;
        }
        finally
        {
            _debugGate.Release();
        }
    }

    private static async Task<T> OnThreadAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        var result = await Task.Factory.StartNew(work, cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return result;
    }

    private DebugSession? OpenDebug(CancellationToken cancellation, out RegionOutcome? failure)
    {
        failure = _address is null ? StenographerFailures.BadAddress(Name, _options.Url) : null;
        return _address is null ? null : new(_address, (out RegionOutcome? why) => Connect(DebugTimes, cancellation, out why, keep: true));
    }

    private ConnectionTimes DebugTimes =>
        new(_times.Connect > TimeSpan.Zero && _times.Connect < CheckConnect ? _times.Connect : CheckConnect, DebugWhole, DebugWhole);

    private RegionHoldings FindHoldings(CancellationToken cancellation)
    {
        using var session = OpenDebug(cancellation, out var failure);
        if (session is null)
            return RegionHoldings.Unknown(Name, failure!.Reason!, _time.GetUtcNow());

        // The first question includes the handshake; the second one is quick, and tells the clock best.
        var config = session.Ask("/debug/config", null, DebugConfig.Read, out failure);
        if (config is null && !session.IsClosed)
            return RegionHoldings.Unknown(Name, failure!.Reason!, _time.GetUtcNow());

        config ??= DebugConfig.Usual;
        var sent = _time.GetUtcNow();
        var stats = session.Ask("/debug/stats", null, StenographerStats.Read, out failure);
        var now = _time.GetUtcNow();
        if (stats is null && !session.IsClosed)
            return RegionHoldings.Unknown(Name, failure!.Reason!, now);

        var found = new RegionHoldings { Region = Name, TakenAt = now, ClockSkew = ClockDifference.Of(session.Date, sent, now) };
        return ListFiles(session, config, out failure) is { } starts
            ? new FileHoldings(config.FileAge, _captureLag).Complete(found, starts, stats is null || stats.OldestPacket is not null)
            : found with { Reason = failure!.Reason, Horizon = session.Status is null ? null : found.ByItsClock(PacketTime.From(now)).Add(-_captureLag) };
    }

    /// <summary>The starts of the files of each thread; null with the failure.</summary>
    private List<IReadOnlyList<PacketTime>>? ListFiles(DebugSession session, DebugConfig config, out RegionOutcome? failure)
    {
        var threads = new List<IReadOnlyList<PacketTime>>();
        failure = null;
        while (threads.Count < (config.Threads ?? MostThreads))
        {
            if (threads.Count == MostThreads)
            {
                failure = Untold(string.Create(CultureInfo.InvariantCulture, $"it has {config.Threads} threads, and no more than {MostThreads} are looked at"));
                return null;
            }

            var listing = session.Ask(string.Create(CultureInfo.InvariantCulture, $"/debug/t{threads.Count}/files"), null, FileListing.Read, out failure);
            if (listing is { Whole: true })
            {
                threads.Add(listing.Starts);
                continue;
            }

            // Where it does not say how many threads it has, the first one missing tells.
            if (listing is null && session.IsClosed && config.Threads is null && threads.Count > 0)
                break;

            if (listing is not null)
                failure = Untold("its list of files is none, or longer than can be taken in");
            else if (session.IsClosed)
                failure = Untold(string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)session.Status!}"));
            return null;
        }

        return threads;
    }

    private RegionOutcome Untold(string why) => new(
        RegionEnd.ServerError, $"{Name} does not tell what it holds ({why}): see that its `/debug/` pages can be reached.", false);
}
