using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Live;
using PacketFleet.Web.Components.Formatting;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>The live table of jobs: one subscription, one loop; a row is drawn again only where its job's version moved.</summary>
public sealed partial class JobTable(IJobBoard board, TimeProvider time, ITimeDisplay times, IJSRuntime browser) : IAsyncDisposable
{
    private readonly JobTableModel _model = new();
    private readonly SecondClock _clock = new(time);
    private readonly HashSet<long> _open = [];
    private readonly CancellationTokenSource _gone = new();
    private readonly ElementScript _script = new(browser, "./Components/Controls/Jobs/JobTable.razor.js");
    private ElementReference _rows;
    private IDisposable? _zone;
    private Task _loops = Task.CompletedTask;
    private DateOnly _day;
    private bool _loaded;

    /// <summary>Few columns, no tools: for a frame.</summary>
    [Parameter] public bool Compact { get; set; }

    /// <summary>Which jobs are shown.</summary>
    [Parameter] public JobPhase Show { get; set; }

    /// <summary>Another choice was made.</summary>
    [Parameter] public EventCallback<JobPhase> ShowChanged { get; set; }

    private IReadOnlyList<JobSnapshot> InFlight => Show == JobPhase.Finished ? [] : _model.InFlight;

    private IReadOnlyList<JobSnapshot> Finished => Show == JobPhase.InFlight ? [] : _model.Finished;

    private int Rows => InFlight.Count + Finished.Count;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _day = Times.Day(times.Zone, _clock.Now);
        _zone = times.Subscribe(() => InvokeAsync(() =>
        {
            _day = Times.Day(times.Zone, _clock.Now);
            StateHasChanged();
        }));

        JobSubscription subscription;
        try
        {
            subscription = await board.SubscribeAsync(new JobFilter(), _gone.Token);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }

        if (_gone.IsCancellationRequested)
        {
            subscription.Dispose();
            return;
        }

        _model.Load(subscription.Initial, _clock.Now);
        _loaded = true;
        _loops = Task.WhenAll(ReadAsync(subscription), TickAsync());
    }

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? _script.StartAsync(_rows) : Task.CompletedTask;

    private async Task ReadAsync(JobSubscription subscription)
    {
        using (subscription)
        {
            try
            {
                await foreach (var batch in subscription.ChangesAsync(_gone.Token))
                {
                    await InvokeAsync(() =>
                    {
                        _model.Apply(batch, _clock.Now);
                        StateHasChanged();
                    });
                }
            }
            catch (OperationCanceledException) when (_gone.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                await DispatchExceptionAsync(e);
            }
        }
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

    private void Tick()
    {
        var day = Times.Day(times.Zone, _clock.Now);
        if (_model.Settle(_clock.Now) || day != _day)
        {
            _day = day;
            StateHasChanged();
        }

        _clock.Tick();
    }

    private string Pressed(JobPhase phase) => Show == phase ? "true" : "false";

    private async Task ChooseAsync(JobPhase phase)
    {
        Show = phase;
        await ShowChanged.InvokeAsync(phase);
    }

    private JobRowView ViewOf(JobSnapshot job) => new(job, _day, times.Zone)
    {
        Fresh = _model.IsFresh(job.Id),
        Open = _open.Contains(job.Id),
        Current = job.Id == CurrentId,
        Selected = job.Id == _current,
        Menu = job.Id == _menu,
        Low = IsLow(job.Id),
        Focus = job.Id == _current ? _focus : 0,
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _zone?.Dispose();
        await _gone.CancelAsync();
        await _loops;
        await _script.DisposeAsync();
        _gone.Dispose();
    }
}
