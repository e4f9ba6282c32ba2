using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Recall;
using PacketFleet.Web.Security;

namespace PacketFleet.Web.Components.Controls.Recall;

/// <summary>One's saved and recent queries: choose one, save the present one, forget one.</summary>
public sealed partial class RecallPanel(IQueryShelf shelf, ICurrentUser user, ITimeDisplay times, TimeProvider time, ILogger<RecallPanel> logger) : IDisposable
{
    private const int MostRecent = 12;

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<SavedQuery> _saved = [];
    private IReadOnlyList<RecentQuery> _recent = [];
    private ElementReference _panel;
    private string _name = "";
    private string? _said;
    private bool _failed;
    private bool _loaded;

    /// <summary>The query that stands in the composer, whole and right; empty where there is none to save.</summary>
    [Parameter] public string Current { get; set; } = "";

    /// <summary>The source override beside it, or null.</summary>
    [Parameter] public string? Source { get; set; }

    /// <summary>Someone chose one.</summary>
    [Parameter] public EventCallback<RecalledQuery> OnChoose { get; set; }

    /// <summary>It shall close.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    private bool Replaces => _saved.Any(saved => string.Equals(saved.Name, _name.Trim(), StringComparison.Ordinal));

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => TryAsync(async () =>
    {
        _saved = await shelf.SavedAsync(user.Name, _gone.Token);
        _recent = await shelf.RecentAsync(user.Name, MostRecent, _gone.Token);
        _loaded = true;
    });

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await _panel.FocusAsync(preventScroll: true);
    }

    private void Named(ChangeEventArgs change)
    {
        _name = change.Value as string ?? "";
        _said = null;
    }

    private Task SaveAsync() => TryAsync(async () =>
    {
        var name = _name.Trim();
        if (name.Length == 0)
            return;

        var refused = await shelf.SaveAsync(user.Name, new SavedQuery(name, Current, Source, time.GetUtcNow()), _gone.Token);
        (_said, _failed) = refused is null ? ($"Saved as “{name}”", false) : (refused, true);
        if (refused is null)
            _name = "";
        _saved = await shelf.SavedAsync(user.Name, _gone.Token);
    });

    private Task ForgetAsync(SavedQuery saved) => TryAsync(async () =>
    {
        await shelf.ForgetAsync(user.Name, saved.Name, _gone.Token);
        (_said, _failed) = ($"Forgot “{saved.Name}”", false);
        _saved = await shelf.SavedAsync(user.Name, _gone.Token);
    });

    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
        }
        catch (IOException e)
        {
            LogShelfFailed(e);
            (_said, _failed) = (e.Message, true);
        }
    }

    private string Ago(RecentQuery recent) => Spans.Age(time.GetUtcNow() - recent.AskedAt) + " ago";

    private string Details(RecentQuery recent) =>
        $"{recent.Query} · job {recent.Job}, {Times.Exact(times.Zone, recent.AskedAt)} · {string.Join(", ", recent.Regions)}{(recent.Source is null ? null : $" · source {recent.Source}")}";

    private Task OnKey(KeyboardEventArgs e) => e.Key == "Escape" ? OnClose.InvokeAsync() : Task.CompletedTask;

    [LoggerMessage(EventId = 2480, Level = LogLevel.Error, Message = "The saved and recent queries could not be read or written.")]
    private partial void LogShelfFailed(Exception e);

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
