namespace PacketFleet.Wire.Queries.Matching;

/// <summary>A tree as a list of steps over a small stack of bits.</summary>
internal sealed class MatchProgram
{
    private readonly Step[] _steps;

    private MatchProgram(Step[] steps) => _steps = steps;

    private enum Kind : byte
    {
        /// <summary>Push: some bit of the mask is set.</summary>
        Any,

        /// <summary>Push: all bits of the mask are set.</summary>
        All,

        /// <summary>Join the two on top.</summary>
        And,

        /// <summary>Join the two on top.</summary>
        Or,
    }

    public static MatchProgram Compile(QueryNode? root, LeafTable.Builder leaves)
    {
        var steps = new List<Step>();
        if (root is not null) Add(Chain.Of(root, leaves), steps);
        return new MatchProgram([.. steps]);
    }

    /// <summary>The result, given a bit for each term.</summary>
    public bool Evaluate(ReadOnlySpan<ulong> hits)
    {
        // One word is stack enough: the room a tree needs grows with the logarithm of its size.
        var stack = 0UL;
        foreach (ref readonly var step in _steps.AsSpan())
        {
            switch (step.Kind)
            {
                case Kind.Any:
                    stack = (stack << 1) | ((hits[step.Word] & step.Mask) != 0 ? 1UL : 0);
                    break;
                case Kind.All:
                    stack = (stack << 1) | ((hits[step.Word] & step.Mask) == step.Mask ? 1UL : 0);
                    break;
                case Kind.And:
                    stack = (stack >> 1) & (stack | ~1UL);
                    break;
                default:
                    stack = (stack >> 1) | (stack & 1);
                    break;
            }
        }

        return (stack & 1) != 0;
    }

    private static void Add(Chain chain, List<Step> steps)
    {
        var pushed = 0;
        void Join()
        {
            if (pushed++ > 0) steps.Add(new(chain.IsAnd ? Kind.And : Kind.Or, 0, 0));
        }

        foreach (var inner in chain.Inner)
        {
            Add(inner, steps);
            Join();
        }

        foreach (var (word, mask) in chain.Masks)
        {
            steps.Add(new(chain.IsAnd ? Kind.All : Kind.Any, word, mask));
            Join();
        }
    }

    private readonly record struct Step(Kind Kind, int Word, ulong Mask);
}
