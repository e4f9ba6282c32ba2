using Microsoft.JSInterop;
using PacketFleet.Web.Components.Controls.Composer.Windows;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries.Pasting;

namespace PacketFleet.Web.Components.Controls.Composer;

/// <summary>Pasting a log line, a connection, addresses or a time: it becomes a query and a window, and one key takes it back.</summary>
public sealed partial class Composer
{
    private DotNetObjectReference<Composer>? _self;
    private (PastedText Paste, ComposerState Before, string Text, bool Cut)? _pasted;

    /// <summary>What is said of the last paste while what it made still stands in the editor; else null.</summary>
    private PasteNote? Pasted => _pasted is { } pasted && string.Equals(pasted.Text, _text, StringComparison.Ordinal)
        ? new(
            pasted.Paste.Describe(moment => Times.Clock(times.Zone, moment, Times.Day(times.Zone, time.GetUtcNow()))),
            pasted.Cut ? [.. pasted.Paste.Notes, "Only the beginning of the text was looked at, as it is very long."] : pasted.Paste.Notes)
        : null;

    /// <summary>Called by the browser with a text that someone pastes into the editor. False: it is to be inserted as it is.</summary>
    /// <param name="text">What was pasted.</param>
    /// <param name="alone">The editor is empty, or all of it is marked.</param>
    /// <param name="cut">It is the beginning of a longer text.</param>
    [JSInvokable]
    public bool TakePaste(string text, bool alone, bool cut)
    {
        if (PastedText.Read(text, PacketTime.From(time.GetUtcNow()), limits) is not { } paste || !(alone || paste.IsWholeQuery))
            return false;

        var before = State;
        var window = paste.Window == TimeWindow.Everything ? before.Window : ChosenWindow.Between(paste.Window.After, paste.Window.Before);
        var next = paste switch
        {
            { Filter: { } filter } => before with { Text = filter.Text, Window = window },
            _ when alone => before with { Text = paste.Text, Window = ChosenWindow.AnyTime },
            _ => before with { Window = window },
        };
        _pasted = (paste, before, next.Text, cut);
        Apply(next);
        return true;
    }

    private async Task TakeBackAsync()
    {
        if (_pasted is not { } pasted)
            return;

        _pasted = null;
        Apply(pasted.Before with { Source = _source, Case = _case, Note = _note, Regions = _regions });
        await script.FocusAsync("query");
    }
}

/// <summary>What is said of a paste.</summary>
/// <param name="Sentence">What it was taken for, and its times.</param>
/// <param name="Notes">What could not be used, or was assumed; one sentence each.</param>
public sealed record PasteNote(string Sentence, IReadOnlyList<string> Notes);
