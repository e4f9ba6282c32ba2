using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PacketFleet.Web.Components.Controls.Composer.Completion;

namespace PacketFleet.Web.Components.Controls.Composer;

/// <summary><c>js/composer.js</c> for one composer. Only after the first render; a browser that has gone answers nothing.</summary>
public sealed class ComposerScript(IJSRuntime js)
{
    private IJSObjectReference? _module;
    private IJSObjectReference? _attached;

    internal Task AttachAsync(ElementReference composer, IReadOnlyList<CompletionEntry> vocabulary, DotNetObjectReference<Composer> owner) => TryAsync(async () =>
    {
        _module = await js.InvokeAsync<IJSObjectReference>("import", "./js/composer.js");
        _attached = await _module.InvokeAsync<IJSObjectReference>("attach", composer, vocabulary, owner);
    });

    /// <summary>Sets the focus: <c>query</c>, <c>regions</c>, or a field's name.</summary>
    internal Task FocusAsync(string field) => TryAsync(async () =>
    {
        if (_attached is not null)
            await _attached.InvokeVoidAsync("focus", field);
    });

    /// <summary>Hands over what was used before, to be offered while one types.</summary>
    internal Task OfferAsync(IReadOnlyList<CompletionEntry> used) => TryAsync(async () =>
    {
        if (_attached is not null)
            await _attached.InvokeVoidAsync("use", used);
    });

    /// <summary>Puts a text on the clipboard; false where the browser does not allow it.</summary>
    internal async Task<bool> CopyAsync(string text)
    {
        var copied = false;
        await TryAsync(async () => copied = _attached is not null && await _attached.InvokeAsync<bool>("copy", text));
        return copied;
    }

    internal Task DetachAsync() => TryAsync(async () =>
    {
        if (_attached is not null)
        {
            await _attached.InvokeVoidAsync("detach");
            await _attached.DisposeAsync();
        }

        if (_module is not null)
            await _module.DisposeAsync();
    });

    private static async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception gone) when (gone is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }
}
