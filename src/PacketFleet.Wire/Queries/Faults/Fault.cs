namespace PacketFleet.Wire.Queries.Faults;

/// <summary>How a fault is told.</summary>
internal static class Fault
{
    public static QueryError At(int start, int end, string message, string? mend = null) => new(start, end - start, message, mend);

    /// <summary>A fault over the word that stands at a place; over nothing at the text's end.</summary>
    public static QueryError AtWord(string text, int start, string message, string? mend = null) => At(start, Said.EndOf(text, start), message, mend);

    /// <summary>What Stenographer would make of a whole query with this behind it; empty where it would refuse as we do.</summary>
    public static string IfIgnored(string text, int start, Group group) =>
        group.Open < 0 && Lexer.IgnoresFrom(text, start) ? "; as written Stenographer would ignore it and everything after it" : "";
}
