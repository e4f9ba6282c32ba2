namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>What stands in the column "Progress, verdict".</summary>
/// <param name="Percent">0 to 100 while it runs and is known, else null.</param>
/// <param name="Text">A few words; may be empty.</param>
/// <param name="Tone">Their colour, a CSS class.</param>
/// <param name="Title">The whole of it, where the words are short for something.</param>
public readonly record struct VerdictText(int? Percent, string Text, string Tone, string? Title = null);
