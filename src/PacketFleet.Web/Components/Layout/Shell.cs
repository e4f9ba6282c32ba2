using Microsoft.JSInterop;

namespace PacketFleet.Web.Components.Layout;

/// <summary>
/// <c>js/shell.js</c> of this circuit's browser. Only after the first render. A browser that has gone, or has no such
/// module, answers nothing: the page goes on with what it has.
/// </summary>
public sealed class Shell(IJSRuntime js) : IAsyncDisposable
{
    private Task<IJSObjectReference?>? _module;

    internal Task<BrowserSettings?> StartAsync(DotNetObjectReference<MainLayout> layout) => CallAsync<BrowserSettings>("start", layout);

    internal async Task<bool?> SetThemeAsync(ThemeChoice choice) => await CallAsync<bool?>("setTheme", choice.ToString().ToLowerInvariant());

    internal async Task SetTimesAsync(bool local) => await CallAsync<object>("setTimes", local);

    internal async Task StoppingAsync() => await CallAsync<object>("stopping");

    internal async Task EndAsync() => await CallAsync<object>("end");

    /// <summary>What this browser was told to remember under a name, or null.</summary>
    public async Task<string?> RecallAsync(string name) => await CallAsync<string>("recall", name);

    /// <summary>Remembers a short text in this browser.</summary>
    public async Task RememberAsync(string name, string value) => await CallAsync<object>("remember", name, value);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_module is null || await _module is not { } module)
            return;
        try
        {
            await module.DisposeAsync();
        }
        catch (Exception gone) when (IsGone(gone))
        {
        }
    }

    private async Task<T?> CallAsync<T>(string name, params object?[] arguments)
    {
        _module ??= ImportAsync();
        if (await _module is not { } module)
            return default;
        try
        {
            return await module.InvokeAsync<T>(name, arguments);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            return default;
        }
    }

    private async Task<IJSObjectReference?> ImportAsync()
    {
        try
        {
            return await js.InvokeAsync<IJSObjectReference>("import", "./js/shell.js");
        }
        catch (Exception gone) when (IsGone(gone))
        {
            return null;
        }
    }

    private static bool IsGone(Exception exception) => exception is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException;
}
