using System.Globalization;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Tests.Wire.Queries;

/// <summary>Texts asked of a real Stenographer, and what it did.</summary>
internal static class QueryCases
{
    internal sealed record Case(string Text, string Class, int? Packets);

    public static readonly IReadOnlyList<Case> All = Read();

    public static IEnumerable<Case> Accepted => All.Where(c => c.Class == "ok");

    public static IEnumerable<Case> Refused => All.Where(c => c.Class != "ok");

    public static Query Parse(string text) =>
        QueryParser.TryParse(text, out var query, out var error) ? query : throw new InvalidOperationException($"“{text}”: {error}");

    private static List<Case> Read() =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "query-cases.tsv")).Skip(1)
            .Select(line => line.Split('\t'))
            .Select(cells => new Case(Unescape(cells[0]), cells[1], cells[2].Length > 0 ? int.Parse(cells[2], CultureInfo.InvariantCulture) : null)),
    ];

    private static string Unescape(string text) => text
        .Replace("\\n", "\n", StringComparison.Ordinal)
        .Replace("\\t", "\t", StringComparison.Ordinal)
        .Replace("\\r", "\r", StringComparison.Ordinal)
        .Replace("\\x00", "\0", StringComparison.Ordinal);
}
