using Microsoft.AspNetCore.Components;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Security;

namespace PacketFleet.Web.Components.Controls.Jobs;

// What the two slots and the menu of a row do.
public sealed partial class JobTable
{
    /// <summary>So many of the last rows open their menu upwards.</summary>
    private const int LowRows = 5;

    private string? _notice;
    private long? _menu;

    [Inject] private IJobs Jobs { get; set; } = default!;

    [Inject] private Clipboard Clipboard { get; set; } = default!;

    [Inject] private ICurrentUser User { get; set; } = default!;

    private void ToggleMenu(long id) => _menu = _menu == id ? null : id;

    private bool IsLow(long id) => _menu == id && Rows > LowRows * 2 && RowIds().Reverse().Take(LowRows).Contains(id);

    private async Task CancelAsync(long id) => Say(id, await Jobs.CancelAsync(id, User.Name, _gone.Token));

    private async Task RetryAsync(long id) => Say(id, await Jobs.RetryAsync(id, null, User.Name, _gone.Token));

    private async Task CopyAsync(string text) =>
        _notice = await Clipboard.CopyAsync(text) ? null : "The browser did not lend its clipboard: copy the text from the job's page.";

    private void Say(long id, CommandResult result) =>
        _notice = result.Outcome == CommandOutcome.Accepted ? null : result.Reason ?? $"Job {id} cannot do that as it stands: open it to see why.";
}
