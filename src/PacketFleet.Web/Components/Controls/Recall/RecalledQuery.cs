namespace PacketFleet.Web.Components.Controls.Recall;

/// <summary>A query chosen from the shelf, to stand in the composer again.</summary>
/// <param name="Query">The text; its time terms say the window.</param>
/// <param name="Source">The source override, or null.</param>
/// <param name="Case">The case; null leaves what stands there.</param>
/// <param name="Regions">The regions; null leaves those ticked.</param>
public sealed record RecalledQuery(string Query, string? Source, string? Case, IReadOnlyList<string>? Regions);
