using System.Diagnostics.CodeAnalysis;

namespace PacketFleet.Wire.Queries;

/// <summary>How long a query may be.</summary>
/// <param name="Characters">Most UTF-16 units.</param>
/// <param name="Terms">Most terms.</param>
public sealed record QueryLimits(int Characters = 4096, int Terms = 256)
{
    /// <summary>4,096 characters, 256 terms.</summary>
    public static readonly QueryLimits Default = new();
}

/// <summary>
/// Reads Stenographer's query language, strictly: a text that Stenographer would refuse, or read only in part, is refused
/// with the place and the reason. Never throws for any text.
/// </summary>
public static class QueryParser
{
    /// <summary>Reads a query; false with the first fault.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Query? query, [NotNullWhen(false)] out QueryError? error, QueryLimits? limits = null)
        => throw new InvalidOperationException("pending");
}
