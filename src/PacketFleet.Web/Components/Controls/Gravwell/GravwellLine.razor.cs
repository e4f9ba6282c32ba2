using Microsoft.AspNetCore.Components;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Web.Components.Formatting;

namespace PacketFleet.Web.Components.Controls.Gravwell;

/// <summary>Looks once a second. The line is drawn again only where its words have changed, the panel as long as it is open.</summary>
public sealed partial class GravwellLine(IGravwell gravwell, ITimeDisplay times, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();
    private ElementReference _button;
    private LineWords _words;
    private Task _loop = Task.CompletedTask;
    private bool _open;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (!gravwell.IsConfigured)
            return;
        _words = LineWords.Of(gravwell.Status);
        _loop = LookAsync();
    }

    private async Task LookAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(Round, time);
            while (await timer.WaitForNextTickAsync(_gone.Token))
                await InvokeAsync(Look);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private void Look()
    {
        var words = LineWords.Of(gravwell.Status);
        if (words == _words && !_open)
            return;
        _words = words;
        StateHasChanged();
    }

    private void Turn() => _open = !_open;

    private async Task CloseAsync()
    {
        _open = false;
        await _button.FocusAsync(preventScroll: true);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _loop;
        _gone.Dispose();
    }
}
