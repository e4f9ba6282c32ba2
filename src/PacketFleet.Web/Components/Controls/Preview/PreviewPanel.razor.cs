using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using PacketFleet.Engine.Preview;
using PacketFleet.Web.Components.Controls.Jobs;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Components.Pictures;
using PacketFleet.Wire;

namespace PacketFleet.Web.Components.Controls.Preview;

/// <summary>
/// A query before it is fetched: what the regions hold of its window, each shown as it answers, and on request how many packets
/// match. Another query, or other regions, begin anew; whoever closes it stops all asking.
/// </summary>
public sealed partial class PreviewPanel(QueryPreview preview, IJSRuntime browser, ITimeDisplay times, ILogger<PreviewPanel> logger) : IAsyncDisposable
{
    private const int AssumedWidth = 960;
    private const int Widest = 8192;

    private readonly ElementScript _script = new(browser, "./Components/Controls/Jobs/JobLanes.razor.js");
    private ElementReference _panel;
    private ElementReference _measure;
    private DotNetObjectReference<PreviewPanel>? _self;
    private IDisposable? _timesChanged;
    private CancellationTokenSource _asked = new();
    private CancellationTokenSource? _count;
    private string? _of;
    private PreviewPlan? _plan;
    private IReadOnlyList<string> _faults = [];
    private List<PreviewLane> _lanes = [];
    private CoverageAxis _axis = CoverageAxis.Unknown;
    private PreviewBins _bins = new(TimeSpan.Zero, []);
    private int _width = AssumedWidth;
    private bool _stopped;

    /// <summary>The query with its window, whole and right.</summary>
    [Parameter, EditorRequired] public string Query { get; set; } = "";

    /// <summary>Names of the regions chosen, in their order.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<string> Regions { get; set; } = [];

    /// <summary>It shall close.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    private TimeZoneInfo Zone => times.Zone;

    private bool Counting => _count is not null;

    private bool Counted => _lanes.Exists(l => l.Count is not null);

    private long Packets => _lanes.Sum(l => l.Count?.Packets ?? 0);

    private long Edges => _lanes.Sum(l => l.Count?.EdgePackets ?? 0);

    private double Done => _lanes.Count == 0 ? 0 : _lanes.Average(l => l.Count?.Progress ?? 0);

    private string Total => Edges > 0 ? $"{Units.Count(Packets - Edges)}–{Units.Count(Packets)} packets" : Units.Count(Packets, "packet");

    private string HistogramLabel => $"{Total} in the window; most in a bar {Units.Count(_bins.Most)}";

    private IEnumerable<(string Region, string Note)> Notes =>
        from lane in _lanes
        let note = lane.Count is { Complete: false, Reason: { } reason } ? reason : lane.Holds?.Holdings.Reason
        where note is not null
        select (lane.Name, note);

    /// <summary>Called by the browser with the axis's width in whole px.</summary>
    [JSInvokable]
    public Task Measured(int width) => InvokeAsync(() =>
    {
        _width = Math.Clamp(width, 1, Widest);
        Arrange();
        StateHasChanged();
    });

    /// <inheritdoc/>
    protected override void OnInitialized() => _timesChanged = times.Subscribe(() => InvokeAsync(StateHasChanged));

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var of = string.Join('\n', [Query, .. Regions]);
        if (string.Equals(of, _of, StringComparison.Ordinal))
            return;

        _of = of;
        await StopAsync();
        await _asked.CancelAsync();
        _asked.Dispose();
        _asked = new();
        await AskAsync(_asked.Token);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        await _panel.FocusAsync(preventScroll: true);
        _self = DotNetObjectReference.Create(this);
        await _script.StartAsync(_measure, _self);
    }

    private async Task AskAsync(CancellationToken cancellation)
    {
        _stopped = false;
        _lanes = [.. Regions.Select(name => new PreviewLane(name))];
        IReadOnlyList<Engine.Jobs.RequestError> errors = [];

        // Rebased directories may have to be read first.
        var request = new PreviewRequest { Query = Query, Regions = Regions };
        var plan = await Task.Run(() => preview.Plan(request, out errors), cancellation).ConfigureAwait(true);
        if (cancellation.IsCancellationRequested)
            return;

        (_plan, _faults) = (plan, [.. errors.Select(e => e.Message)]);
        Arrange();
        if (plan is not null)
            _ = Task.WhenAll(plan.Regions.Select(r => ShowAsync(plan, r.Region, cancellation)));
    }

    private async Task ShowAsync(PreviewPlan plan, Engine.Regions.IRegion region, CancellationToken cancellation)
    {
        try
        {
            var holds = await QueryPreview.ShowAsync(region, plan, cancellation).ConfigureAwait(false);
            await InvokeAsync(() =>
            {
                if (cancellation.IsCancellationRequested || _lanes.Find(l => l.Name == region.Name) is not { } lane)
                    return;
                lane.Holds = holds;
                Arrange();
                StateHasChanged();
            }).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // Closed, or another query stands there now.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogHoldingsFailed(e, region.Name);
        }
    }

    private async Task CountAsync()
    {
        if (_plan is not { } plan || Counting)
            return;

        using var count = CancellationTokenSource.CreateLinkedTokenSource(_asked.Token);
        _count = count;
        _stopped = false;

        // The button goes, and the focus must not go with it.
        await _panel.FocusAsync(preventScroll: true);
        try
        {
            await foreach (var step in preview.CountAsync(plan, count.Token))
            {
                if (_lanes.Find(l => l.Name == step.Name) is { } lane)
                    lane.Count = step;
                Arrange();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            _stopped = true;
        }
        finally
        {
            if (ReferenceEquals(_count, count))
                _count = null;
        }
    }

    private async Task StopAsync()
    {
        if (_count is { } count)
            await count.CancelAsync();
    }

    private void Arrange()
    {
        _axis = Axis();
        _bins = PreviewBins.Of(_lanes.Select(l => l.Count).OfType<RegionCount>(), _axis, _width);
    }

    private CoverageAxis Axis()
    {
        if (_plan is not { } plan)
            return CoverageAxis.Unknown;
        var spans = _lanes.SelectMany(l => l.Holds?.Coverage ?? []).ToArray();
        PacketTime? start = plan.Window.After ?? (spans.Length == 0 ? null : spans.Min(s => s.From));
        PacketTime? end = plan.Window.Before ?? (spans.Length == 0 ? plan.PinnedAt : spans.Max(s => s.To));
        return start < end ? new(start, end) : CoverageAxis.Unknown;
    }

    private string BarTitle(int bar)
    {
        var from = _axis.Start!.Value.Add(_bins.Length * bar);
        return $"{Units.Count(_bins.Counts[bar], "packet")} from {Times.Exact(Zone, from)}, {Spans.Stretch(_bins.Length)}";
    }

    private Task OnKey(KeyboardEventArgs e) => e.Key == "Escape" ? OnClose.InvokeAsync() : Task.CompletedTask;

    [LoggerMessage(EventId = 2490, Level = LogLevel.Error, Message = "What {Region} holds could not be shown.")]
    private partial void LogHoldingsFailed(Exception e, string region);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _timesChanged?.Dispose();
        await _asked.CancelAsync();
        _asked.Dispose();
        await _script.DisposeAsync();
        _self?.Dispose();
    }
}
