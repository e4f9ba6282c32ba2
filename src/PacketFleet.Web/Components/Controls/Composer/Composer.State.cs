using PacketFleet.Web.Components.Controls.Composer.Windows;
using PacketFleet.Wire;

namespace PacketFleet.Web.Components.Controls.Composer;

/// <summary>What stands in the fields, and what it comes to.</summary>
public sealed partial class Composer
{
    /// <summary>Everything that stands in it now.</summary>
    public ComposerState State => new() { Text = _text, Window = _window, Source = _source, Case = _case, Note = _note, Regions = _regions, Waits = _waits };

    /// <summary>The text and the window as one query, as it stood after the last pause in typing.</summary>
    public ComposedQuery Composed => _composed;

    /// <summary>Puts something else into every field. On the circuit's dispatcher only.</summary>
    public void Apply(ComposerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        (_text, _window, _source, _case, _note, _regions, _waits) = (state.Text, state.Window, state.Source, state.Case, state.Note, state.Regions, state.Waits);
        Untell();
        _errors.Clear();
        _revision++;
        CheckSource();
        ReadAndShow();
    }

    /// <summary>The last moments of the window may not be on a region's disk yet.</summary>
    private bool EndsNow
    {
        get
        {
            var now = PacketTime.From(time.GetUtcNow());
            return !(_composed.Window.Pin(now).Before < now.Add(-Recent));
        }
    }

    private void Read()
    {
        _composed = ComposedQuery.Of(_text, _window, PacketTime.From(time.GetUtcNow()), limits);

        // One place holds the window: times in the text are it.
        if (_composed.WindowIsInText)
            _window = ChosenWindow.AnyTime;
    }

    private void ChooseWindow(ChosenWindow window)
    {
        Read();
        var (text, chosen) = _composed.Choose(window);
        if (!string.Equals(text, _text, StringComparison.Ordinal))
            _revision++;
        (_text, _window) = (text, chosen);
        Untell();
        Clear("window");
        Clear("query");
        ReadAndShow();
    }
}
