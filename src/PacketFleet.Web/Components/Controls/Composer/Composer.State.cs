using PacketFleet.Web.Components.Controls.Composer.Windows;
using PacketFleet.Wire;

namespace PacketFleet.Web.Components.Controls.Composer;

/// <summary>What stands in the fields, and what it comes to.</summary>
public sealed partial class Composer
{
    /// <summary>Everything that stands in it now.</summary>
    public ComposerState State => new() { Text = _text, Window = _window, Source = _source, Case = _case, Note = _note, Regions = _regions };

    /// <summary>The text and the window as one query, as it stood after the last pause in typing.</summary>
    public ComposedQuery Composed => _composed;

    /// <summary>Puts something else into every field. On the circuit's dispatcher only.</summary>
    public void Apply(ComposerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        (_text, _window, _source, _case, _note, _regions) = (state.Text, state.Window, state.Source, state.Case, state.Note, state.Regions);
        _submitted = null;
        _errors.Clear();
        _revision++;
        CheckSource();
        ReadAndShow();
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
        _submitted = null;
        Clear("window");
        Clear("query");
        ReadAndShow();
    }
}
