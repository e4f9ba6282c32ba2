using System.Diagnostics.CodeAnalysis;

namespace PacketFleet.Wire.Queries;

/// <summary>How long a query may be.</summary>
/// <param name="Characters">Most UTF-16 units.</param>
/// <param name="Terms">Most terms; never more than 4,096, whatever is given here.</param>
public sealed record QueryLimits(int Characters = 4096, int Terms = 256)
{
    /// <summary>4,096 characters, 256 terms.</summary>
    public static readonly QueryLimits Default = new();

    /// <summary>The longest query that can be allowed: a request for more is not taken.</summary>
    public const int MostCharacters = 65_536;

    /// <summary>The most terms that can be allowed: what a recursive walk over the deepest tree stands with ease.</summary>
    public const int MostTerms = 4096;

    /// <summary>For canonical and pinned texts of queries within any limits, which may have grown longer than what was typed.</summary>
    public static readonly QueryLimits Stored = new(16 * MostCharacters, MostTerms);
}

/// <summary>
/// Reads Stenographer's query language, strictly: a text that Stenographer would refuse, or read only in part, is refused
/// with the place and the reason. Never throws for any text.
/// </summary>
public static class QueryParser
{
    /// <summary>Reads a query; false with the first fault.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Query? query, [NotNullWhen(false)] out QueryError? error, QueryLimits? limits = null)
    {
        limits ??= QueryLimits.Default;
        error = Limit(text, limits.Characters);
        query = null;
        if (error is not null) return false;

        var reader = new QueryReader(text, Math.Min(limits.Terms, QueryLimits.MostTerms));
        if (reader.Read(out var root, out error)) query = new Query(text, root, reader.MixesOperators);
        return error is null;
    }

    private static QueryError? Limit(string text, int characters)
    {
        if (text.Length > characters)
            return new(characters, text.Length - characters, FormattableString.Invariant($"The query has {text.Length:N0} characters and may have {characters:N0}: shorten it, or ask twice."), null);
        return string.IsNullOrWhiteSpace(text)
            ? new(0, text.Length, "The query is empty: say what to look for, for example “host 8.8.8.8 and port 53”.", null)
            : null;
    }
}
