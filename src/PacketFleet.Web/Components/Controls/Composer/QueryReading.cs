using PacketFleet.Web.Components.Controls.Composer.Completion;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Components.Controls.Composer;

/// <summary>How a text in the editor stands.</summary>
public enum ReadingKind
{
    /// <summary>Nothing was written.</summary>
    Empty,

    /// <summary>It is a query.</summary>
    Reads,

    /// <summary>It is the beginning of one: nothing is wrong yet, but it cannot be sent.</summary>
    Unfinished,

    /// <summary>It is none.</summary>
    Wrong,
}

/// <summary>What the editor and the line below it say about a text.</summary>
public sealed record QueryReading(string Text, ReadingKind Kind, Query? Query, QueryError? Error)
{
    /// <summary>Nothing was written.</summary>
    public static readonly QueryReading Empty = new("", ReadingKind.Empty, null, null);

    private static readonly string[] Words = ["host", "net", "mask", "port", "ip", "proto", "tcp", "udp", "icmp", "vlan", "mpls", "after", "before", "ago", "and", "or"];

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limits">How long it may be; as usual if not given.</param>
    public static QueryReading Of(string text, QueryLimits? limits = null)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Empty with { Text = text };
        if (QueryParser.TryParse(text, out var query, out var error, limits))
            return new(text, ReadingKind.Reads, query, null);
        return new(text, IsUnfinished(text, error) ? ReadingKind.Unfinished : ReadingKind.Wrong, null, error);
    }

    /// <summary>The text with the error's suggestion in place; null where there is none.</summary>
    public string? Mended
    {
        get
        {
            if (Error is not { Suggestion: { } suggestion } error || error.Position < 0 || error.Length < 0 || error.Position + error.Length > Text.Length)
                return null;
            return string.Concat(Text.AsSpan(0, error.Position), suggestion, Text.AsSpan(error.Position + error.Length));
        }
    }

    // Someone who has typed "host 8.8.8.8 and ho" has made no mistake: no alarm while the last word may still become one.
    private static bool IsUnfinished(string text, QueryError error)
    {
        if (error.Position >= text.TrimEnd().Length)
            return true;
        if (error.Position + error.Length != text.Length)
            return false;
        var last = text.AsSpan(error.Position);
        foreach (var word in Words)
        {
            if (Begins(word, last))
                return true;
        }

        // A name is offered as its number while one types it.
        foreach (var name in KnownNames.Ports.Concat(KnownNames.Protocols))
        {
            if (Begins(name.Name, last))
                return true;
        }

        return false;
    }

    private static bool Begins(string word, ReadOnlySpan<char> start) => word.Length > start.Length && word.AsSpan().StartsWith(start, StringComparison.Ordinal);
}
