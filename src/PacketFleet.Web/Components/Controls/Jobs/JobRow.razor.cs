using Microsoft.AspNetCore.Components;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Formatting;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>One job in the table. Drawn again only where its view changed; ages, rates and what is left tick by themselves.</summary>
public sealed partial class JobRow
{
    private ElementReference _row;
    private JobRowView? _drawn;
    private int _focused;

    /// <summary>What to draw.</summary>
    [Parameter, EditorRequired] public required JobRowView View { get; set; }

    /// <summary>Its meters; null where it was not seen in flight.</summary>
    [Parameter] public JobMeters? Meters { get; set; }

    /// <summary>Open or close it.</summary>
    [Parameter] public EventCallback<long> OnToggle { get; set; }

    /// <summary>The focus came to it.</summary>
    [Parameter] public EventCallback<long> OnCurrent { get; set; }

    /// <summary>Its menu shall open or close.</summary>
    [Parameter] public EventCallback<long> OnMenu { get; set; }

    /// <summary>Stop it.</summary>
    [Parameter] public EventCallback<long> OnCancel { get; set; }

    /// <summary>Ask for what is missing.</summary>
    [Parameter] public EventCallback<long> OnRetry { get; set; }

    /// <summary>Copy a text: its query, or its search.</summary>
    [Parameter] public EventCallback<string> OnCopy { get; set; }

    /// <summary>How often it was drawn.</summary>
    internal int Drawn { get; private set; }

    private string RowClass => (View.Selected ? "job sel" : "job") + (View.Open ? " open" : "") + (View.Fresh ? " fresh" : "");

    // Only the current row's controls are reached by Tab; else a table of 200 rows would be a wall.
    private int Tab => View.Current ? 0 : -1;

    private string Who => View.Job.Case is { } name ? $"{View.Job.RequestedBy} · {name}" : View.Job.RequestedBy;

    private string AgeTitle
    {
        get
        {
            var submitted = $"Submitted {Times.Exact(View.Zone, View.Job.CreatedAt)}";
            return View.Job.FinishedAt is { } ended ? $"{submitted}, ended {Times.Exact(View.Zone, ended)}, took {Spans.Took(ended - (View.Job.StartedAt ?? View.Job.CreatedAt))}" : submitted;
        }
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => !View.Equals(_drawn);

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        _drawn = View;
        Drawn++;
        if (View.Focus == _focused)
            return;
        _focused = View.Focus;
        await _row.FocusAsync();
    }

    private VerdictText Progress(DateTimeOffset now) => ProgressWords.Of(View.Job, Meters?.Left(now), View.Zone, View.Fresh);

    private string Rate(DateTimeOffset now) => View.Job.State.IsFinal() ? "" : Units.Rate(Meters?.Rate(now) ?? 0);

    private string Age(DateTimeOffset now) =>
        View.Job.State.IsFinal() && !View.Fresh ? Spans.Age(now - View.Job.CreatedAt) : Spans.Clock(now - View.Job.CreatedAt);

    private string Since(DateTimeOffset now) => Age(now) + " ago";
}
