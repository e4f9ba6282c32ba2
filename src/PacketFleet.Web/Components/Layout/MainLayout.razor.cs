using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace PacketFleet.Web.Components.Layout;

/// <summary>What stands around every page, and where a circuit learns how its browser wants to see things.</summary>
public sealed partial class MainLayout(Shell shell, TimeDisplay times, StopNotice stop) : IAsyncDisposable
{
    private ViewSettings _view = ViewSettings.Default;
    private ErrorBoundary? _boundary;
    private DotNetObjectReference<MainLayout>? _self;
    private IDisposable? _stop;

    // Pages appear once the browser's wishes are known, one round trip after the circuit stands: nothing jumps afterwards.
    private bool _ready;

    /// <summary>Called by <c>shell.js</c> when the operating system changes its mind.</summary>
    [JSInvokable]
    public Task SystemThemeChanged(bool dark) => InvokeAsync(() =>
    {
        _view = _view with { Dark = dark };
        StateHasChanged();
    });

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        _self = DotNetObjectReference.Create(this);
        if (await shell.StartAsync(_self) is { } browser)
        {
            _view = browser.ToView();
            await times.SetAsync(!browser.LocalTimes, browser.ToZone());
        }

        _stop = stop.Subscribe(() => _ = InvokeAsync(shell.StoppingAsync));
        _ready = true;
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => _boundary?.Recover();

    private async Task SetThemeAsync(ThemeChoice choice) =>
        _view = _view with { Theme = choice, Dark = await shell.SetThemeAsync(choice) ?? choice != ThemeChoice.Light };

    private async Task SetLocalTimesAsync(bool local)
    {
        await times.SetAsync(!local);
        await shell.SetTimesAsync(local);
    }

    private void Recover() => _boundary?.Recover();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _stop?.Dispose();
        await shell.EndAsync();
        _self?.Dispose();
    }
}
