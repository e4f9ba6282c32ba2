using Microsoft.AspNetCore.Components;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Live;
using PacketFleet.Web.Components.Controls;
using PacketFleet.Web.Components.Controls.Jobs;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Security;

namespace PacketFleet.Web.Components.Pages;

/// <summary>One job, live: verdict, facts, lanes, regions, events.</summary>
public sealed partial class JobPage(IJobBoard board, IJobs jobs, ICurrentUser user, ITimeDisplay times, TimeProvider time, Clipboard clipboard, NavigationManager address)
    : IAsyncDisposable
{
    private readonly SecondClock _clock = new(time);
    private readonly CancellationTokenSource _gone = new();
    private JobMeters _meters = new();
    private JobWatch? _watch;
    private IDisposable? _zone;
    private Task _ticking = Task.CompletedTask;
    private JobSnapshot? _job;
    private IReadOnlyList<JobEvent> _events = [];
    private string? _notice;
    private long _watched = -1;
    private bool _unknown;
    private bool _eventsStale;

    /// <summary>The job's number.</summary>
    [Parameter] public long Id { get; set; }

    /// <summary>Which part is shown below the lanes: <c>slices</c>, <c>events</c>, <c>note</c>, else the regions.</summary>
    [SupplyParameterFromQuery] public string? Tab { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _zone = times.Subscribe(() => InvokeAsync(StateHasChanged));
        _ticking = TickAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Id == _watched)
        {
            if (AreSlicesShown && _job is { State: var state } && !state.IsFinal())
                await ReadSlicesAsync();
            return;
        }

        (_watched, _job, _events, _slices, _unknown, _notice, _meters) = (Id, null, [], [], false, null, new());
        if (_watch is { } old)
            await old.DisposeAsync();
        var watch = _watch = new JobWatch();
        var job = await watch.StartAsync(board, Id, Changed, DispatchExceptionAsync);
        if (watch != _watch)
            return;
        if (job is null)
            _unknown = !_gone.IsCancellationRequested;
        else
            await ShowAsync(job);
    }

    private Task Changed(JobSnapshot job) => InvokeAsync(async () =>
    {
        if (job.Id != _watched)
            return;
        var turned = job.State != _job?.State;
        Take(job);

        // Events are read again at once when the job turns, else at most once a second.
        _eventsStale = true;
        if (turned)
        {
            await ReadEventsAsync();
            await ReadSlicesAsync();
        }

        StateHasChanged();
    });

    private async Task ShowAsync(JobSnapshot job)
    {
        Take(job);
        await ReadEventsAsync();
        await ReadSlicesAsync();
    }

    private void Take(JobSnapshot job)
    {
        if (_job is { } shown && shown.Id == job.Id && shown.Version >= job.Version)
            return;
        _job = job;
        _unknown = false;
        _meters.Note(job, _clock.Now);
    }

    private async Task ReadEventsAsync()
    {
        var id = _watched;
        _eventsStale = false;
        var events = await jobs.EventsAsync(id, _gone.Token);
        if (id == _watched && events is not null)
            _events = events;
    }

    private async Task TickAsync()
    {
        try
        {
            await _clock.RunAsync(() => InvokeAsync(Tick), _gone.Token);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private async Task Tick()
    {
        _clock.Tick();
        var isRead = await TickSlicesAsync();
        if (_eventsStale)
            await ReadEventsAsync();
        else if (!isRead)
            return;
        StateHasChanged();
    }

    private async Task CancelAsync() => Say(await jobs.CancelAsync(Id, user.Name, _gone.Token));

    private async Task RetryAsync() => Say(await jobs.RetryAsync(Id, null, user.Name, _gone.Token));

    private void Say(CommandResult result) =>
        _notice = result.Outcome == CommandOutcome.Accepted ? null : result.Reason ?? "The job cannot do that as it stands: it has moved on meanwhile.";

    private async Task CopyLinkAsync()
    {
        if (!await clipboard.CopyAsync(address.ToAbsoluteUri($"/jobs/{Id}").ToString()))
            _notice = "The browser did not lend its clipboard: copy the address from its own bar.";
    }

    private void Notice(string sentence) => _notice = sentence;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _zone?.Dispose();
        await _gone.CancelAsync();
        if (_watch is { } watch)
            await watch.DisposeAsync();
        await _ticking;
        _gone.Dispose();
    }
}
