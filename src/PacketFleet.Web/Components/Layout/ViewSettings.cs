namespace PacketFleet.Web.Components.Layout;

/// <summary>Which colours someone chose.</summary>
public enum ThemeChoice
{
    /// <summary>As the operating system says.</summary>
    System,

    /// <summary>Light on dark.</summary>
    Dark,

    /// <summary>Dark on light.</summary>
    Light,
}

/// <summary>
/// How one browser wants to see things. The layout cascades it: a component takes it as
/// <c>[CascadingParameter] ViewSettings View { get; set; } = ViewSettings.Default</c> and is rendered again when it changes.
/// </summary>
/// <param name="Theme">What was chosen.</param>
/// <param name="Dark">What that comes to.</param>
/// <param name="Embedded">In a frame, or asked to look like it: no bar, no status line, narrow.</param>
public sealed record ViewSettings(ThemeChoice Theme, bool Dark, bool Embedded)
{
    /// <summary>What holds until the browser has said what it wants.</summary>
    public static readonly ViewSettings Default = new(ThemeChoice.System, true, false);
}
