using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Pictures;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>One lane a region. The browser tells how wide the axis is, so that every edge lies on a whole pixel.</summary>
public sealed partial class JobLanes(IJSRuntime browser) : IAsyncDisposable
{
    private const int NarrowWidth = 200;
    private const int WideWidth = 960;
    private const int Widest = 8192;

    private readonly ElementScript _script = new(browser, "./Components/Controls/Jobs/JobLanes.razor.js");
    private ElementReference _measure;
    private DotNetObjectReference<JobLanes>? _self;
    private int _measured;
    private int _width = WideWidth;
    private IReadOnlyList<AxisTick> _ticks = [];
    private List<(FetchSnapshot Fetch, IReadOnlyList<CoverageSegment> Segments, IReadOnlyList<LaneCaption> Captions)> _lanes = [];
    private (long Id, long Version, int Width, TimeZoneInfo Zone)? _drawn;

    /// <summary>The job.</summary>
    [Parameter, EditorRequired] public required JobSnapshot Job { get; set; }

    /// <summary>The zone to show times in.</summary>
    [Parameter, EditorRequired] public required TimeZoneInfo Zone { get; set; }

    /// <summary>For a frame: packets only beside the lanes.</summary>
    [Parameter] public bool Compact { get; set; }

    /// <summary>Called by the browser with the axis's width in whole px.</summary>
    [JSInvokable]
    public Task Measured(int width) => InvokeAsync(() =>
    {
        _measured = Math.Clamp(width, 1, Widest);
        Arrange();
        StateHasChanged();
    });

    /// <inheritdoc/>
    protected override void OnParametersSet() => Arrange();

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var now = (Job.Id, Job.Version, _width, Zone);
        if (now == _drawn)
            return false;
        _drawn = now;
        return true;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        await _script.StartAsync(_measure, _self);
    }

    private void Arrange()
    {
        _width = _measured > 0 ? _measured : Compact ? NarrowWidth : WideWidth;
        var axis = CoverageAxis.For(Job);
        var days = Days.Of(axis, Zone);
        _ticks = AxisTicks.Of(axis, _width, Zone);
        _lanes = [.. Job.Regions.Select(region =>
        {
            var segments = Coverage.Of(region, axis, Coverage.LaneHead);
            return (region, segments, LaneCaptions.Of(region, segments, axis, _width, days));
        })];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _script.DisposeAsync();
        _self?.Dispose();
    }
}
