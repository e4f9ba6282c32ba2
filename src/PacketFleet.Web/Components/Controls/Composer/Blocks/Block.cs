using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Components.Controls.Composer.Blocks;

/// <summary>
/// A query's tree as it is shown in blocks: terms, and groups of any size joined by one word. Made anew from every text; a change
/// is made on it, and its tree gives the next text.
/// </summary>
public sealed class Block
{
    private readonly List<Block> _items = [];

    private Block()
    {
    }

    /// <summary>The term; null in a group.</summary>
    public QueryNode? Node { get; private set; }

    /// <summary>A group joins its items by <c>and</c>, else by <c>or</c>.</summary>
    public bool IsAnd { get; private set; }

    /// <summary>The items of a group, in order.</summary>
    public IReadOnlyList<Block> Items => _items;

    /// <summary>The group it stands in; null for the outermost.</summary>
    public Block? Parent { get; private set; }

    /// <summary>Its place among all the terms when the blocks were made; -1 of one added since.</summary>
    public int Ordinal { get; private set; } = -1;

    /// <summary>It is a group.</summary>
    public bool IsGroup => Node is null;

    /// <summary>The terms in it, in the order of the text.</summary>
    public IEnumerable<Block> Terms => IsGroup ? _items.SelectMany(i => i.Terms) : [this];

    /// <summary>The outermost group of a tree; an empty one of none.</summary>
    public static Block Of(QueryNode? root)
    {
        if (root is null)
            return new() { IsAnd = true };
        var block = From(root);
        var whole = block.IsGroup ? block : GroupOf(true, block);
        var ordinal = 0;
        foreach (var term in whole.Terms)
            term.Ordinal = ordinal++;
        return whole;
    }

    /// <summary>Its tree; null where nothing is in it.</summary>
    public QueryNode? ToTree()
    {
        if (Node is not null)
            return Node;
        QueryNode? tree = null;
        foreach (var item in _items)
        {
            if (item.ToTree() is { } next)
                tree = tree is null ? next : new BinaryNode(IsAnd, tree, next);
        }

        return tree;
    }

    /// <summary>Another term in its place.</summary>
    public void Replace(QueryNode node) => Node = node;

    /// <summary>A term more at the end of this group.</summary>
    public Block Add(QueryNode node)
    {
        var block = new Block { Node = node };
        Insert(_items.Count, block);
        return block;
    }

    /// <summary>Joins this group by the other word.</summary>
    public void Turn() => IsAnd = !IsAnd;

    /// <summary>Takes it out of its group.</summary>
    public void Remove()
    {
        Parent?._items.Remove(this);
        Parent = null;
    }

    /// <summary>One place back (-1) or on (1): past a term, into a group that stands there, or out of its own at the end. False at the very end.</summary>
    public bool Move(int by)
    {
        if (Parent is not { } group)
            return false;
        var index = group._items.IndexOf(this);
        var next = index + by;
        if (next >= 0 && next < group._items.Count)
        {
            var neighbour = group._items[next];
            Remove();
            if (neighbour.IsGroup && !IsGroup)
                neighbour.Insert(by > 0 ? 0 : neighbour._items.Count, this);
            else
                group.Insert(next, this);
            return true;
        }

        if (group.Parent is not { } outer)
            return false;
        var place = outer._items.IndexOf(group) + (by > 0 ? 1 : 0);
        Remove();
        outer.Insert(place, this);
        return true;
    }

    /// <summary>Makes a group of it and what follows it, joined by the other word. False where nothing follows.</summary>
    public bool GroupWithNext()
    {
        if (Parent is not { } group || group._items.IndexOf(this) is var index && index + 1 >= group._items.Count)
            return false;
        var next = group._items[index + 1];
        Remove();
        next.Remove();
        group.Insert(index, GroupOf(!group.IsAnd, this, next));
        return true;
    }

    /// <summary>Puts what is in this group into the one around it. False for the outermost.</summary>
    public bool TakeApart()
    {
        if (Parent is not { } outer || !IsGroup)
            return false;
        var index = outer._items.IndexOf(this);
        Remove();
        foreach (var item in _items.ToArray())
        {
            item.Remove();
            outer.Insert(index++, item);
        }

        return true;
    }

    private static Block From(QueryNode node)
    {
        if (node is not BinaryNode both)
            return new() { Node = node };

        // "a and b and c" is one group; a group in parentheses stays one of its own.
        var items = new Stack<QueryNode>();
        QueryNode left = both;
        while (left is BinaryNode joined && joined.IsAnd == both.IsAnd)
        {
            items.Push(joined.Right);
            left = joined.Left;
        }

        items.Push(left);
        return GroupOf(both.IsAnd, [.. items.Select(From)]);
    }

    private static Block GroupOf(bool isAnd, params Block[] items)
    {
        var group = new Block { IsAnd = isAnd };
        foreach (var item in items)
            group.Insert(group._items.Count, item);
        return group;
    }

    private void Insert(int index, Block block)
    {
        block.Parent = this;
        _items.Insert(index, block);
    }
}
