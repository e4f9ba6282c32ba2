using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Live;
using PacketFleet.Engine.Regions;
using PacketFleet.Web.Components.Controls.Composer.Completion;
using PacketFleet.Web.Components.Controls.Composer.Windows;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Components.Layout;
using PacketFleet.Web.Security;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Components.Controls.Composer;

/// <summary>Where a query is written, read as it is typed, and sent to the regions chosen.</summary>
public sealed partial class Composer(
    IJobs jobs,
    ICurrentUser user,
    RegionCatalog catalog,
    RegionChoice choice,
    ITimeDisplay times,
    TimeProvider time,
    IJobBoard board,
    QueryLimits limits,
    ComposerScript script,
    ILogger<Composer> logger) : IAsyncDisposable
{
    private static readonly TimeSpan ReadAfter = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan SameAgain = TimeSpan.FromSeconds(1);

    /// <summary>A window that ended longer ago is on every disk.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _gone = new();
    private ElementReference _root;
    private IDisposable? _timesChanged;
    private ITimer? _reader;
    private Prefill? _prefilled;

    private string _text = "";
    private string _source = "";
    private string _case = "";
    private string _note = "";
    private IReadOnlySet<string> _regions = new HashSet<string>();
    private ChosenWindow _window = ChosenWindow.AnyTime;
    private ComposedQuery _composed = ComposedQuery.Empty;
    private int _revision;

    private bool _waits = true;
    private bool _submitting;
    private long? _submitted;
    private JobSnapshot? _same;
    private (string Request, long At) _last;

    [CascadingParameter] private ViewSettings View { get; set; } = ViewSettings.Default;

    /// <summary>What an address put into the fields; taken over when it is another one than before.</summary>
    [Parameter] public Prefill Prefill { get; set; } = Prefill.None;

    /// <summary>A job was created.</summary>
    [Parameter] public EventCallback<JobSnapshot> Submitted { get; set; }

    private QueryReading Reading => _composed.Reading;

    private bool CanSubmit => !_submitting && Reading.Kind == ReadingKind.Reads && _regions.Count > 0 && _blockFault is null && !_errors.ContainsKey("source");

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _timesChanged = times.Subscribe(() => InvokeAsync(StateHasChanged));
        _reader = time.CreateTimer(_ => _ = InvokeAsync(ReadAndShow), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _regions = choice.Default();
        if (Prefill.Regions is null && await choice.RecallAsync() is { } remembered)
            _regions = remembered;
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_prefilled, Prefill))
            return;

        _prefilled = Prefill;
        _text = Prefill.Query ?? _text;
        _source = Prefill.Source ?? _source;
        _case = Prefill.Case ?? _case;
        _regions = Prefill.Regions ?? _regions;
        _window = Prefill.Window ?? _window;
        _revision++;
        _errors.Clear();
        Read();
        CheckSource();
        if (Prefill.WindowFault is { } fault)
            _errors["window"] = fault;
        else if (Prefill.Window is not null && _composed.WindowIsInText)
            _errors["window"] = "The query has its own times: “after” and “before” of the address are not used.";
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focusText)
        {
            _focusText = false;
            await script.FocusAsync("query");
        }

        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        await script.AttachAsync(_root, Vocabulary.All, _self);
        await OfferUsedAsync();
    }

    // What the team asks for changes: handed over anew whenever someone comes to the editor.
    private Task OfferUsedAsync() => script.OfferAsync(UsedTerms.Of(board.Jobs, _case.Trim()));

    private void Typed(string text)
    {
        _text = text;
        Untell();
        Clear("query");
        _reader!.Change(ReadAfter, Timeout.InfiniteTimeSpan);
    }

    private void ReadAndShow()
    {
        Read();
        StateHasChanged();
    }

    private async Task Mend()
    {
        Read();
        if (Reading.Mended is { } mended)
        {
            _text = mended;
            _revision++;
            Clear("query");
            ReadAndShow();
        }

        await script.FocusAsync("query");
    }

    private async Task ChooseRegionsAsync(IReadOnlySet<string> regions)
    {
        _regions = regions;
        Untell();
        Clear("regions");
        await choice.RememberAsync(regions);
    }

    private void SourceTyped()
    {
        Untell();
        if (_errors.ContainsKey("source"))
            CheckSource();
    }

    private void CheckSource()
    {
        Clear("source");
        var text = _source.Trim();
        if (text.Length > 0 && !SourceOverride.TryParse(text, out _, out var error))
            _errors["source"] = error;
    }

    private string? ErrorOf(string field) => _errors.GetValueOrDefault(field);

    private bool IsFirst(string field) => _errors.Keys.FirstOrDefault(k => k is not "query" and not "job" and not "window") == field;

    private void Clear(string field) => _errors.Remove(field);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _timesChanged?.Dispose();
        if (_reader is not null)
            await _reader.DisposeAsync();
        await _gone.CancelAsync();
        _gone.Dispose();
        if (_linkSilence is not null)
            await _linkSilence.DisposeAsync();
        await script.DetachAsync();
        _self?.Dispose();
    }
}
