using System.Globalization;
using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Regions;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

// Where a sink is behind.
internal sealed partial class FetchRunner
{
    /// <summary>A fetch that is cancelled, or a program that stops, waits so long for what is on its way.</summary>
    private static readonly TimeSpan LastWait = TimeSpan.FromMilliseconds(600);

    /// <summary>Between two writes of what sinks have.</summary>
    private static readonly TimeSpan BetweenSaves = TimeSpan.FromSeconds(5);

    /// <summary>The region was let go since the log is full: waits for room. False when someone stops it.</summary>
    private async Task<bool> WaitForRoomAsync(IRegion region)
    {
        var waiting = InFlight(_report.Snapshot, FetchState.Waiting) with
        {
            Reason = $"{region.Name} was let go after {_counters.Packets:N0} packets, since {Why()}: the rest is asked for once there is room.",
        };
        LogLetGo(_services.Logger, _plan.Job.Id, region.Name, _counters.Packets, Why());
        await SaveAsync(waiting).ConfigureAwait(false);
        await ReportAsync(waiting).ConfigureAwait(false);
        var saved = _services.Clock.GetTimestamp();
        while (!_log!.HasRoom)
        {
            if (!await PauseAsync(Tick).ConfigureAwait(false))
                return false;
            await ReportMovedAsync(waiting.Delivered(_log.Sinks)).ConfigureAwait(false);
            if (_services.Clock.GetElapsedTime(saved) < BetweenSettlings)
                continue;
            saved = _services.Clock.GetTimestamp();
            await SettleAsync().ConfigureAwait(false);
        }

        return !_stop.IsCancellationRequested;
    }

    /// <summary>The rest is not on the region's disk yet: waits until it may be. False when someone stops it.</summary>
    private async Task<bool> WaitForRecentAsync(RecentWait wait)
    {
        var waiting = InFlight(_report.Snapshot, FetchState.Waiting) with { Reason = wait.Reason };
        await SaveAsync(waiting).ConfigureAwait(false);
        await ReportAsync(waiting).ConfigureAwait(false);
        while (_services.Clock.GetUtcNow() < wait.LookAt)
        {
            if (!await PauseAsync(Tick).ConfigureAwait(false))
                return false;
            await SettleAsync().ConfigureAwait(false);
            await ReportMovedAsync(waiting.Delivered(_log!.Sinks)).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Waits until every sink has everything. Null where the program stops before: the row says that all is read.</summary>
    private async Task<FetchSnapshot?> DrainAsync(FetchSnapshot read, FetchEnd end)
    {
        _log!.Complete();
        if (end is FetchEnd.Cancelled)
            await Task.WhenAny(_log.Drained, Task.Delay(LastWait, _services.Clock)).ConfigureAwait(false);
        else
            await WaitForSinksAsync(read).ConfigureAwait(false);
        await SettleAsync().ConfigureAwait(false);
        read = read.Delivered(_log.Sinks);
        if (_log.Drained.IsCompleted)
            return WithLoss(read);
        if (_stopKind == FetchEnd.Shutdown)
        {
            await LeaveAsync(FetchEnd.Shutdown).ConfigureAwait(false);
            return null;
        }

        var undelivered = await _log.LetGoAsync().ConfigureAwait(false);
        if (undelivered is not { } window)
            return WithLoss(read.Delivered(_log.Sinks)); // The last was confirmed just now.
        var isGone = _counters.CommittedPackets < read.Packets;
        if (isGone)
            _slicesAtEnd = null; // They tell of more than the log holds now.
        var kind = _stopKind == FetchEnd.Limit ? GapKind.LimitReached : GapKind.Cancelled;
        var reason = $"{_stopReason} Gravwell has {read.DeliveredPackets:N0} of {read.Packets:N0} packets of {read.Name}; Retry {(isGone ? "asks for the rest again" : "delivers the rest")}.";
        return With(read, window, kind, reason) with
        {
            Packets = _counters.CommittedPackets,
            Bytes = _counters.CommittedBytes,
        };
    }

    private async Task WaitForSinksAsync(FetchSnapshot read)
    {
        if (await Task.WhenAny(_log!.Drained, Task.Delay(Tick, _services.Clock)).ConfigureAwait(false) == _log.Drained)
            return;
        await SaveAsync(read).ConfigureAwait(false);
        await ReportAsync(read).ConfigureAwait(false);
        var saved = _services.Clock.GetTimestamp();
        while (!_log.Drained.IsCompleted && await PauseAsync(Tick).ConfigureAwait(false))
        {
            var now = read.Delivered(_log.Sinks);
            now = now with { Reason = read.Reason ?? Behind(now) };
            await ReportMovedAsync(now).ConfigureAwait(false);
            if (_services.Clock.GetElapsedTime(saved) < BetweenSaves)
                continue;
            saved = _services.Clock.GetTimestamp();
            await SettleAsync().ConfigureAwait(false);
            await SaveAsync(now with { Reason = read.Reason }).ConfigureAwait(false);
        }

        if (!_log.Drained.IsCompleted)
            await Task.WhenAny(_log.Drained, Task.Delay(LastWait, _services.Clock)).ConfigureAwait(false);
    }

    private string Why() => _log!.Trouble ?? $"Gravwell takes none ({_services.Outlet?.Trouble ?? "it lags"})";

    private string Behind(FetchSnapshot fetch)
    {
        var trouble = _services.Outlet?.Trouble;
        return $"All read; Gravwell has {fetch.DeliveredPackets:N0} of {fetch.Packets:N0} packets{(trouble is null ? "" : $" ({trouble})")}.";
    }

    /// <summary>This run ends here; the row stays unfinished, and whoever comes next goes on from there.</summary>
    private async Task LeaveAsync(FetchEnd end)
    {
        if (end != FetchEnd.Shutdown)
        {
            LogLeft(_services.Logger, _plan.Job.Id, _plan.Fetch.Region);
            return;
        }

        _log!.Complete();
        await Task.WhenAny(_log.Drained, Task.Delay(LastWait, _services.Clock)).ConfigureAwait(false);
        await SettleAsync().ConfigureAwait(false);
        if (_report.Snapshot.StartedAt is null)
            return;
        await HappenedAsync(EventLevel.Information, $"The program stopped: {Kept()}.").ConfigureAwait(false);
    }

    /// <summary>Notes something that is to be found on the job's page later.</summary>
    private async Task HappenedAsync(EventLevel level, string what)
    {
        LogHappened(_services.Logger, level == EventLevel.Information ? LogLevel.Information : LogLevel.Warning, _plan.Job.Id, what);
        try
        {
            await _services.Store.AddEventAsync(_plan.Job.Id, new JobEvent(_services.Clock.GetUtcNow(), _plan.Fetch.Region, level, what), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogSaveFailed(_services.Logger, e, _plan.Job.Id, _plan.Fetch.Region, 1);
        }
    }

    /// <summary>What is kept when the program stops, and what becomes of the rest, as a clause.</summary>
    private string Kept()
    {
        var (packets, region) = (_services.Options.Log == DeliveryLogKind.Memory ? _log!.Sinks[0].DeliveredPackets : _log!.Row.CommittedPackets, _plan.Fetch.Region);
        var isRead = _report.Snapshot.State == FetchState.Draining && _services.Options.Log != DeliveryLogKind.Memory;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{packets:N0} packets of {region} are kept; the rest is {(isRead ? "delivered" : "asked for")} when it runs again");
    }

    private static FetchSnapshot With(FetchSnapshot read, TimeWindow window, GapKind kind, string reason) => read with
    {
        Gaps = GapFill.With(read.Gaps, new Gap(kind, window.After, window.Before, reason)),
        Reason = read.Reason is { } known && !reason.StartsWith(known, StringComparison.Ordinal) ? $"{known} {reason}" : reason,
    };

    private FetchSnapshot WithLoss(FetchSnapshot read) => _log!.Loss is { } loss ? With(read, WindowOf(read), GapKind.Failed, loss) : read;

    private static TimeWindow WindowOf(FetchSnapshot read) => new(read.FirstPacket, read.LastPacket is { } last ? new PacketTime(last.Nanoseconds + 1) : null);

    private async Task SettleAsync()
    {
        try
        {
            await _log!.SettleAsync().ConfigureAwait(false);
        }
        catch (IOException e)
        {
            // Asked again soon.
            LogSettleFailed(_services.Logger, e, _plan.Job.Id, _plan.Fetch.Region);
        }
    }

    private Task ReportMovedAsync(FetchSnapshot snapshot) => snapshot == _report.Snapshot ? Task.CompletedTask : ReportAsync(snapshot);

    /// <summary>Waits a little; false when someone, or a limit, stops it.</summary>
    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _services.Clock, _stop.Token).ConfigureAwait(false);
            EnforceTimeLimit();
            return !_stop.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
