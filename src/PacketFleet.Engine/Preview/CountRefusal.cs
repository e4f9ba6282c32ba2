using System.Globalization;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Engine.Preview;

/// <summary>Why an index cannot count a query.</summary>
internal static class CountRefusal
{
    /// <summary>One sentence, or null where it can.</summary>
    public static string? Find(string region, CountRequest request)
    {
        var query = request.Query;
        if (query.Filter is null)
            return $"{region} cannot count by time alone, as its index knows hosts, ports and protocols only: add such a term.";
        if (query.FilterHasTime)
            return $"{region} cannot count a query with times under an `or`: join `after` and `before` to the rest with `and`.";

        var terms = Terms(query.Filter);
        return terms <= request.MostTerms
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{region} is not asked to count {terms:N0} terms, as each costs it a look-up in every file: ask for {request.MostTerms} at most, or use `net` for neighbouring addresses.");
    }

    private static int Terms(QueryNode root)
    {
        var terms = 0;
        var open = new Stack<QueryNode>([root]);
        while (open.TryPop(out var node))
        {
            if (node is BinaryNode both)
            {
                open.Push(both.Left);
                open.Push(both.Right);
            }
            else
            {
                terms++;
            }
        }

        return terms;
    }
}
