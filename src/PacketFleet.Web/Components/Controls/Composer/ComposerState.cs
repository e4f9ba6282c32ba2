using PacketFleet.Web.Components.Controls.Composer.Windows;

namespace PacketFleet.Web.Components.Controls.Composer;

/// <summary>
/// Everything that stands in the composer. To set it from outside, take the composer's state, change it with <c>with</c>, and
/// hand it to <see cref="Composer.Apply"/>; the state from before is the undo.
/// </summary>
public sealed record ComposerState
{
    /// <summary>The text of the editor.</summary>
    public string Text { get; init; } = "";

    /// <summary>The window chosen beside it; time terms in the text win over it.</summary>
    public ChosenWindow Window { get; init; } = ChosenWindow.AnyTime;

    /// <summary>The source override as typed.</summary>
    public string Source { get; init; } = "";

    /// <summary>The case.</summary>
    public string Case { get; init; } = "";

    /// <summary>The note.</summary>
    public string Note { get; init; } = "";

    /// <summary>What is not on a region's disk yet is waited for.</summary>
    public bool Waits { get; init; } = true;

    /// <summary>Names of the regions ticked.</summary>
    public IReadOnlySet<string> Regions { get; init; } = new HashSet<string>();
}
