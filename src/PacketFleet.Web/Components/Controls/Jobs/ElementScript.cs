using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>A script that watches one element: its module exports <c>watch(element, …)</c>, which returns something with <c>stop()</c>.</summary>
internal sealed class ElementScript(IJSRuntime browser, string path) : IAsyncDisposable
{
    private IJSObjectReference? _watch;

    /// <summary>Begins; after the first render.</summary>
    public async Task StartAsync(ElementReference element, params object?[] more)
    {
        try
        {
            await using var script = await browser.InvokeAsync<IJSObjectReference>("import", path);
            _watch = await script.InvokeAsync<IJSObjectReference>("watch", [element, .. more]);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The page went away while it was being drawn.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_watch is not { } watch)
            return;
        try
        {
            await watch.InvokeVoidAsync("stop");
            await watch.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The browser has gone, and its listeners with it.
        }
    }
}
