using Microsoft.AspNetCore.Components;
using PacketFleet.Web.Components.Controls.Composer.Windows;
using PacketFleet.Web.Components.Controls.Recall;

namespace PacketFleet.Web.Components.Controls.Composer;

/// <summary>The preview, the saved and recent queries, and the link to the composer as it stands.</summary>
public sealed partial class Composer
{
    private static readonly TimeSpan LinkSaidFor = TimeSpan.FromSeconds(4);

    private bool _previewing;
    private bool _recalling;
    private string? _linkSaid;
    private ITimer? _linkSilence;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<string> ChosenRegions => [.. catalog.All.Select(r => r.Name).Where(_regions.Contains)];

    private bool CanPreview => Reading.Kind == ReadingKind.Reads && _regions.Count > 0;

    private void TurnPreview()
    {
        _recalling = false;
        _previewing = !_previewing && CanPreview;
    }

    private void TurnRecall()
    {
        _previewing = false;
        _recalling = !_recalling;
    }

    private async Task RecallAsync(RecalledQuery chosen)
    {
        _recalling = false;
        var known = chosen.Regions?.Where(name => catalog.Find(name) is not null).ToHashSet(StringComparer.Ordinal);
        Apply(State with
        {
            Text = chosen.Query,
            Window = ChosenWindow.AnyTime,
            Source = chosen.Source ?? "",
            Case = chosen.Case ?? _case,
            Regions = known is { Count: > 0 } ? known : _regions,
        });
        await script.FocusAsync("query");
    }

    private async Task CloseToolsAsync()
    {
        _previewing = _recalling = false;
        await script.FocusAsync("query");
    }

    private async Task CopyLinkAsync()
    {
        Read();
        var window = _composed.WindowIsInText ? ChosenWindow.AnyTime : _window;
        var link = ComposerLink.Build(Navigation.BaseUri, _text, _source, ChosenRegions, window.From?.Text, window.To?.Text, _case);
        _linkSaid = await script.CopyAsync(link) ? "Link copied" : "The browser did not allow it";
        _linkSilence ??= time.CreateTimer(_ => _ = InvokeAsync(Silence), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _linkSilence.Change(LinkSaidFor, Timeout.InfiniteTimeSpan);
    }

    private void Silence()
    {
        _linkSaid = null;
        StateHasChanged();
    }
}
