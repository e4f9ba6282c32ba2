using Microsoft.AspNetCore.Components;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Live;
using PacketFleet.Web.Components.Controls.Gravwell;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Security;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>One job, live, small enough for a frame of 480 px.</summary>
public sealed partial class JobSummary(IJobBoard board, IJobs jobs, ICurrentUser user, ITimeDisplay times, GravwellSearch search) : IAsyncDisposable
{
    private JobWatch? _watch;
    private IDisposable? _zone;
    private JobSnapshot? _job;
    private string? _notice;
    private long _watched = -1;

    /// <summary>The job's number.</summary>
    [Parameter, EditorRequired] public required long Id { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => _zone = times.Subscribe(() => InvokeAsync(StateHasChanged));

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Id == _watched)
            return;
        _watched = Id;
        _notice = null;
        if (_watch is { } old)
            await old.DisposeAsync();
        var watch = _watch = new JobWatch();
        var job = await watch.StartAsync(board, Id, Changed, DispatchExceptionAsync);
        if (watch == _watch)
            _job = job;
    }

    private Task Changed(JobSnapshot job) => InvokeAsync(() =>
    {
        if (job.Id != _watched)
            return;
        _job = job;
        StateHasChanged();
    });

    private async Task CancelAsync() => Say(await jobs.CancelAsync(_watched, user.Name));

    private async Task RetryAsync() => Say(await jobs.RetryAsync(_watched, null, user.Name));

    private void Notice(string sentence) => _notice = sentence;

    private void Say(CommandResult result) =>
        _notice = result.Outcome == CommandOutcome.Accepted ? null : result.Reason ?? "The job cannot do that as it stands: open it to see why.";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _zone?.Dispose();
        if (_watch is { } watch)
            await watch.DisposeAsync();
    }
}
