namespace PacketFleet.Wire.Queries.Matching;

/// <summary>A tree as a list of steps over a small stack of bits.</summary>
internal sealed class MatchProgram
{
    private const int And = -1;
    private const int Or = -2;

    private readonly int[] _steps;

    private MatchProgram(int[] steps) => _steps = steps;

    public static MatchProgram Compile(QueryNode? root, LeafTable.Builder leaves)
    {
        var steps = new List<int>();
        if (root is not null) Add(root, new(ReferenceEqualityComparer.Instance), steps, leaves);
        return new MatchProgram([.. steps]);
    }

    /// <summary>The result, given a bit for each term.</summary>
    public bool Evaluate(ReadOnlySpan<ulong> hits)
    {
        var stack = 0UL;
        foreach (var step in _steps)
        {
            if (step >= 0)
            {
                stack = (stack << 1) | ((hits[step >> 6] >> (step & 63)) & 1);
                continue;
            }

            var top = stack & 1;
            stack >>= 1;
            stack = step == And ? stack & (top | ~1UL) : stack | top;
        }

        return (stack & 1) != 0;
    }

    private static void Add(QueryNode node, Dictionary<QueryNode, int> needs, List<int> steps, LeafTable.Builder leaves)
    {
        if (node is not BinaryNode both)
        {
            steps.Add(leaves.Add(node));
            return;
        }

        // The side that needs more of the stack goes first: 64 bits then serve trees of any shape.
        var leftFirst = Needs(both.Left, needs) >= Needs(both.Right, needs);
        Add(leftFirst ? both.Left : both.Right, needs, steps, leaves);
        Add(leftFirst ? both.Right : both.Left, needs, steps, leaves);
        steps.Add(both.IsAnd ? And : Or);
    }

    /// <summary>The stack that a node needs, in bits; known once for each.</summary>
    private static int Needs(QueryNode node, Dictionary<QueryNode, int> known)
    {
        if (node is not BinaryNode both) return 1;
        if (known.TryGetValue(node, out var needs)) return needs;
        var (left, right) = (Needs(both.Left, known), Needs(both.Right, known));
        return known[node] = left == right ? left + 1 : Math.Max(left, right);
    }
}
