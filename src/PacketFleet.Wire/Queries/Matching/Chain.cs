namespace PacketFleet.Wire.Queries.Matching;

/// <summary>Terms and groups joined by one word, however they were nested: <c>a or (b or c)</c> is one chain of three.</summary>
internal sealed class Chain
{
    private readonly List<int> _bits = [];
    private readonly List<Chain> _inner = [];

    private Chain(bool isAnd) => IsAnd = isAnd;

    public bool IsAnd { get; }

    /// <summary>Its own terms' bits by word: together with as few masks as there are words.</summary>
    public IEnumerable<(int Word, ulong Mask)> Masks =>
        _bits.GroupBy(bit => bit >> 6, (word, bits) => (word, bits.Aggregate(0UL, (mask, bit) => mask | (1UL << (bit & 63)))));

    /// <summary>Its groups, those first that need the most room: no tree needs more than a few bits then.</summary>
    public IReadOnlyList<Chain> Inner { get; private set; } = [];

    /// <summary>The room on the stack that it needs, in bits.</summary>
    public int Needs { get; private set; } = 1;

    public static Chain Of(QueryNode root, LeafTable.Builder leaves)
    {
        var chain = new Chain(root is BinaryNode { IsAnd: true });
        chain.Take(root, leaves);
        chain.Inner = [.. chain._inner.OrderByDescending(c => c.Needs)];
        for (var i = 0; i < chain.Inner.Count; i++) chain.Needs = Math.Max(chain.Needs, chain.Inner[i].Needs + Math.Min(i, 1));
        if (chain._bits.Count > 0) chain.Needs = Math.Max(chain.Needs, 2);
        return chain;
    }

    private void Take(QueryNode node, LeafTable.Builder leaves)
    {
        if (node is not BinaryNode both)
        {
            _bits.Add(leaves.Add(node));
        }
        else if (both.IsAnd == IsAnd)
        {
            Take(both.Left, leaves);
            Take(both.Right, leaves);
        }
        else
        {
            _inner.Add(Of(node, leaves));
        }
    }
}
