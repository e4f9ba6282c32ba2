using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using PacketFleet.Web.Components.Formatting;

namespace PacketFleet.Web.Components.Controls.Composer.Windows;

/// <summary>A month whose days can be picked, with a stretch of days marked.</summary>
public sealed partial class MonthGrid(ITimeDisplay times, TimeProvider time)
{
    private static readonly DayOfWeek[] Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];
    private static readonly DateOnly Earliest = new(1700, 1, 1);
    private static readonly DateOnly Latest = new(2200, 12, 31);

    private readonly ElementReference[] _cells = new ElementReference[42];
    private DateOnly _focused;
    private bool _moved;
    private (DateOnly? From, DateOnly? To) _marked;

    /// <summary>The first day of the stretch; null = open.</summary>
    [Parameter] public DateOnly? From { get; set; }

    /// <summary>Its last day; null = open.</summary>
    [Parameter] public DateOnly? To { get; set; }

    /// <summary>Which end a day picked becomes.</summary>
    [Parameter] public string Picks { get; set; } = "From";

    /// <summary>Someone picked a day.</summary>
    [Parameter] public EventCallback<DateOnly> OnPick { get; set; }

    private static IEnumerable<string> Names => Weekdays.Select(d => d.ToString());

    private DateOnly Today => Times.Day(times.Zone, time.GetUtcNow());

    // Weeks begin with Monday.
    private DateOnly First
    {
        get
        {
            var first = new DateOnly(_focused.Year, _focused.Month, 1);
            return first.AddDays(-(((int)first.DayOfWeek + 6) % 7));
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_focused != default && _marked == (From, To))
            return;

        // Shows the end that has just changed.
        var changed = _focused != default && _marked.From == From ? To : From ?? To;
        _marked = (From, To);
        if (changed is not null || _focused == default)
            _focused = Bound(changed ?? Today);
    }

    private void Turn(int months) => _focused = Bound(_focused.AddMonths(months));

    private Task PickAsync(DateOnly date)
    {
        _focused = Bound(date);
        return OnPick.InvokeAsync(date);
    }

    private void OnKey(KeyboardEventArgs key)
    {
        var before = _focused;
        var weekday = ((int)_focused.DayOfWeek + 6) % 7;
        _focused = Bound(key.Key switch
        {
            "ArrowLeft" => _focused.AddDays(-1),
            "ArrowRight" => _focused.AddDays(1),
            "ArrowUp" => _focused.AddDays(-7),
            "ArrowDown" => _focused.AddDays(7),
            "Home" => _focused.AddDays(-weekday),
            "End" => _focused.AddDays(6 - weekday),
            "PageUp" => _focused.AddMonths(-1),
            "PageDown" => _focused.AddMonths(1),
            _ => _focused,
        });
        _moved |= _focused != before;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_moved)
            return;
        _moved = false;
        await _cells[_focused.DayNumber - First.DayNumber].FocusAsync(preventScroll: true);
    }

    private bool InRange(DateOnly date) => (From, To) switch
    {
        (null, null) => false,
        ({ } from, null) => date >= from && date <= Today,
        (null, { } to) => date == to,
        ({ } from, { } to) => date >= from && date <= to,
    };

    private string Kind(DateOnly date)
    {
        var kind = date.Month == _focused.Month ? "day" : "day other";
        if (date == From || date == To)
            kind += " edge";
        else if (InRange(date))
            kind += " in";
        return date == Today ? kind + " today" : kind;
    }

    private static DateOnly Bound(DateOnly date) => date < Earliest ? Earliest : date > Latest ? Latest : date;
}
