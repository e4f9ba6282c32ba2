using System.Text;

namespace PacketFleet.Wire.Queries.Pasting;

/// <summary>
/// What a pasted text asks for: the filter and window that find the packets of a log line, a connection, addresses or a time,
/// and what of the text could not be used. Times stay <see cref="PacketTime"/>: how they are shown is the reader's choice.
/// </summary>
public sealed record PastedText
{
    /// <summary>Most of a text that is looked at, in UTF-16 units.</summary>
    public const int MostCharacters = 65_536;

    /// <summary>Most lines that are looked at.</summary>
    public const int MostLines = 1000;

    /// <summary>What is added at each end of the times found; the window is then rounded outwards to whole seconds.</summary>
    public static readonly TimeSpan Padding = TimeSpan.FromMinutes(1);

    internal PastedText()
    {
    }

    /// <summary>What it was taken for.</summary>
    public required PastedKind Kind { get; init; }

    /// <summary>The same in words: <c>a Zeek conn line</c>, <c>3 Suricata alerts</c>, <c>2 addresses</c>.</summary>
    public required string What { get; init; }

    /// <summary>The mark that its log gives the connection: <c>uid CHhAvVGS1DHFjwGM9</c>; null where there is none, or several.</summary>
    public string? Id { get; init; }

    /// <summary>How many events the query asks for.</summary>
    public required int Events { get; init; }

    /// <summary>
    /// False for one address, network, address with port or time alone: it may have been meant as a piece of the query being
    /// written. True where the text stands for a whole query.
    /// </summary>
    public required bool IsWholeQuery { get; init; }

    /// <summary>What to look for, without times; null where only times were pasted.</summary>
    public Query? Filter { get; init; }

    /// <summary>The first moment of the events; null where they have no times.</summary>
    public PacketTime? First { get; init; }

    /// <summary>The last moment of the events; null where they have no times.</summary>
    public PacketTime? Last { get; init; }

    /// <summary>The span to ask for: from <see cref="First"/> to <see cref="Last"/>, padded; everything where they have no times.</summary>
    public TimeWindow Window { get; init; } = TimeWindow.Everything;

    /// <summary>One sentence each: what could not be used, what was assumed, what was cut.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The whole query: the filter, and the window as <c>after</c> and <c>before</c> terms.</summary>
    public string Text
    {
        get
        {
            var terms = new List<string>(3);
            if (Filter is not null) terms.Add(Filter.Root is BinaryNode { IsAnd: false } && Window != TimeWindow.Everything ? $"({Filter.Text})" : Filter.Text);
            if (Window.After is { } after) terms.Add("after " + after);
            if (Window.Before is { } before) terms.Add("before " + before);
            return string.Join(" and ", terms);
        }
    }

    /// <summary>
    /// One sentence: <c>From a Zeek conn line, uid CHhAvVGS1DHFjwGM9: 14:02:11 to 14:05:48, a minute added at each end.</c>
    /// </summary>
    /// <param name="time">How a moment is shown.</param>
    public string Describe(Func<PacketTime, string> time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var text = new StringBuilder("From ").Append(What);
        if (Id is not null) text.Append(", ").Append(Id);
        if (First is { } first && Last is { } last)
        {
            var (start, end) = (time(first), time(last));
            text.Append(": ").Append(start);
            if (!string.Equals(start, end, StringComparison.Ordinal)) text.Append(" to ").Append(end);
            text.Append(", a minute added at each end");
        }

        return text.Append('.').ToString();
    }

    /// <summary>
    /// Reads a pasted text. Null where it is a query already, or nothing that is known: then it is to be pasted as it is.
    /// Never throws for any text.
    /// </summary>
    /// <param name="text">What was pasted; at most <see cref="MostCharacters"/> and <see cref="MostLines"/> of it are looked at.</param>
    /// <param name="now">The present: a bare number that would lie far behind it is no time.</param>
    /// <param name="limits">How long the query may become; what does not fit is left out, and said.</param>
    public static PastedText? Read(string text, PacketTime now, QueryLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        limits ??= QueryLimits.Default;
        if (string.IsNullOrWhiteSpace(text) || QueryParser.TryParse(text, out _, out _, limits)) return null;
        return new PasteReader(now).Read(text) is { } found ? PasteQuery.Of(found, limits) : null;
    }
}
