using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Components.Controls.Composer.Windows;

/// <summary>Where a window is chosen.</summary>
public sealed partial class WindowPanel(ITimeDisplay times, TimeProvider time)
{
    private static readonly TimeSpan[] Reaches = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    private WindowDraft _draft = new("", "");
    private WindowReading _reading = new(ChosenWindow.AnyTime, null, null, null, null);
    private ChosenWindow? _around;
    private string _middle = "";
    private string? _middleFault;
    private QueryTime? _moment;
    private bool _toNext;
    private string? _zone;

    /// <summary>The window to begin with.</summary>
    [Parameter, EditorRequired] public ChosenWindow Window { get; set; } = ChosenWindow.AnyTime;

    /// <summary>Someone chose a window.</summary>
    [Parameter] public EventCallback<ChosenWindow> OnUse { get; set; }

    /// <summary>It shall close, with nothing chosen.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    private string Zone => times.Utc ? "UTC" : $"local time ({Times.Zone(times.Zone, time.GetUtcNow())})";

    // A window until midnight ends with the day before.
    private DateOnly? LastDay => _reading.To is null ? null : DayOf(_reading.To, TimeSpan.FromTicks(-1));

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // The fields are written in the zone chosen: written anew when it changes, and only then.
        if (_zone == times.Zone.Id)
            return;
        var window = _zone is null ? Window : _reading.Window ?? Window;
        _zone = times.Zone.Id;
        _around = window.Moment is null ? null : window;
        Type(WindowDraft.Of(window, times.Zone), window.Moment is null ? null : window);
        if (window.Moment is { } middle)
            TypeMiddle(MomentText.Of(ChosenWindow.At(middle), times.Zone), keep: true);
    }

    private void Type(WindowDraft draft) => Type(draft, null);

    private void Type(WindowDraft draft, ChosenWindow? around)
    {
        _draft = draft;
        _around = around;
        _reading = draft.Read(times.Zone, time.GetUtcNow());
    }

    private void TypeMiddle(string text) => TypeMiddle(text, keep: false);

    private void TypeMiddle(string text, bool keep)
    {
        (_middle, _moment, _middleFault) = (text, null, null);
        var now = time.GetUtcNow();
        if (text.Trim().Length > 0)
            _ = MomentText.TryParse(text, times.Zone, Times.Day(times.Zone, now), now, out _moment, out _middleFault);
        if (!keep && _around is { } around && _moment is not null)
            Surround(around.Reach);
    }

    private void Surround(TimeSpan reach)
    {
        if (ChosenWindow.Pin(_moment, PacketTime.From(time.GetUtcNow())) is not { } middle)
            return;
        var window = ChosenWindow.Around(middle, reach);
        Type(WindowDraft.Of(window, times.Zone), window);
    }

    private Task EnterAsync(KeyboardEventArgs key) => IsEnter(key) ? UseAsync() : Task.CompletedTask;

    private Task EnterMiddleAsync(KeyboardEventArgs key)
    {
        if (!IsEnter(key) || _moment is null)
            return Task.CompletedTask;
        if (_around is null)
            Surround(Reaches[0]);
        return UseAsync();
    }

    private static bool IsEnter(KeyboardEventArgs key) => key is { Key: "Enter", CtrlKey: false, AltKey: false, ShiftKey: false };

    // A day keeps the clock time of the field it goes into; a new end is the day's end.
    private void Pick(DateOnly day)
    {
        var given = _toNext ? _reading.To : _reading.From;
        var clock = given?.Absolute is { } moment ? TimeOnly.FromDateTime(Times.In(times.Zone, moment).DateTime) : TimeOnly.MinValue;
        if (_toNext && clock == TimeOnly.MinValue)
            day = day.AddDays(1);
        var text = $"{day:yyyy-MM-dd} {clock.ToString(clock.Second == 0 ? "HH:mm" : "HH:mm:ss", null)}";
        Type(_toNext ? _draft with { To = text } : _draft with { From = text });
        _toNext = true;
    }

    private DateOnly? DayOf(QueryTime? edge) => DayOf(edge, TimeSpan.Zero);

    private DateOnly? DayOf(QueryTime? edge, TimeSpan later) =>
        ChosenWindow.Pin(edge, PacketTime.From(time.GetUtcNow())) is { } moment ? DateOnly.FromDateTime(Times.In(times.Zone, moment.Add(later)).DateTime) : null;

    private async Task UseAsync()
    {
        if (_reading.Window is { } window)
            await OnUse.InvokeAsync(_around ?? window);
    }

    private Task OnKey(KeyboardEventArgs key) => key.Key == "Escape" ? OnClose.InvokeAsync() : Task.CompletedTask;
}
