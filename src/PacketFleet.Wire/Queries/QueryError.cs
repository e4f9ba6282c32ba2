namespace PacketFleet.Wire.Queries;

/// <summary>Why a text is no query, where, and what to write instead.</summary>
/// <param name="Position">Where the fault starts, in UTF-16 units from 0.</param>
/// <param name="Length">How many UTF-16 units it takes; 0 where something is missing.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Suggestion">What to write in place of the marked stretch, or null where there is no sure mend.</param>
public sealed record QueryError(int Position, int Length, string Message, string? Suggestion);
