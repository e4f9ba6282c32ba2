using Microsoft.JSInterop;

namespace PacketFleet.Web.Components.Controls;

/// <summary><c>js/clipboard.js</c> of this circuit's browser. Only after the first render; a browser that has gone takes nothing.</summary>
public sealed class Clipboard(IJSRuntime js)
{
    /// <summary>What to say where the browser did not take it.</summary>
    public const string Refused = "The browser did not lend its clipboard: select the text and copy it by hand.";

    /// <summary>Puts a text on the clipboard; false where the browser does not allow it.</summary>
    public async Task<bool> CopyAsync(string text)
    {
        try
        {
            await using var module = await js.InvokeAsync<IJSObjectReference>("import", "./js/clipboard.js");
            return await module.InvokeAsync<bool>("copy", text);
        }
        catch (Exception gone) when (gone is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }
}
