using System.Net;
using CsCheck;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Tests.Wire.Queries;

public sealed class QueryPropertyTests
{
    private static readonly Gen<IPAddress> V4 = Gen.Byte.Array[4].Select(b => new IPAddress(b));

    // Zero groups are common in real addresses, and where printing them can go wrong.
    private static readonly Gen<IPAddress> V6 = Gen.OneOf(Gen.Byte, Gen.Const((byte)0), Gen.Const((byte)0)).Array[16]
        .Select(b => new IPAddress(b)).Where(a => !a.IsIPv4MappedToIPv6);

    private static readonly Gen<QueryTime> Times = Gen.OneOf(
        Gen.Long.Select(n => TimeText.Of(new PacketTime(n))),
        Gen.Select(Gen.Int[0, 2_562_047], Gen.Bool, (n, hours) =>
            new QueryTime(null, hours ? TimeSpan.FromHours(n) : TimeSpan.FromMinutes(n), $"{n}{(hours ? 'h' : 'm')} ago")));

    private static readonly Gen<QueryNode> Leaf = Gen.OneOf(
        Gen.OneOf(V4, V6).Select(a => (QueryNode)new HostNode(a)),
        Gen.Select(V4, Gen.Int[0, 32], (a, n) => (QueryNode)new NetNode(a, n)),
        Gen.Select(V6, Gen.Int[0, 128], (a, n) => (QueryNode)new NetNode(a, n)),
        Gen.Select(V4, V4, (a, m) => (QueryNode)new MaskNode(a, m)),
        Gen.Select(V6, V6, (a, m) => (QueryNode)new MaskNode(a, m)),
        Gen.UShort.Select(n => (QueryNode)new PortNode(n)),
        Gen.Byte.Select(n => (QueryNode)new ProtocolNode(n)),
        Gen.UShort.Select(n => (QueryNode)new VlanNode(n)),
        Gen.UInt[0, (1 << 20) - 1].Select(n => (QueryNode)new MplsNode(n)),
        Gen.Select(Gen.Bool, Times, (after, t) => (QueryNode)new TimeNode(after, t)));

    private static readonly Gen<QueryNode> Tree = Gen.Recursive<QueryNode>((depth, smaller) => depth == 6
        ? Leaf
        : Gen.Frequency((1, Leaf), (2, Gen.Select(Gen.Bool, smaller, smaller, (and, l, r) => (QueryNode)new BinaryNode(and, l, r)))));

    [Fact]
    public void Canonical_AnyTree_ReadsBackToTheTree() => Tree.Sample(
        tree =>
        {
            foreach (var text in new[] { QueryPrinter.Canonical(tree), QueryPrinter.Reading(tree) })
            {
                if (!QueryParser.TryParse(text, out var query, out _, QueryLimits.Stored) || !query.Root.Equals(tree)) return false;
                if (query.Canonical != QueryPrinter.Canonical(tree)) return false;
            }

            return true;
        },
        iter: 3000, print: QueryPrinter.Canonical);

    [Fact]
    public void Canonical_AnyTree_HasNoParenthesesToSpare() => Tree.Sample(
        tree =>
        {
            var text = QueryPrinter.Canonical(tree);
            var open = text.IndexOf('(', StringComparison.Ordinal);
            if (open < 0) return true;
            var bare = text.Remove(Closing(text, open), 1).Remove(open, 1);
            return QueryParser.TryParse(bare, out var query, out _, QueryLimits.Stored) && !query.Root.Equals(tree);
        },
        iter: 2000, print: QueryPrinter.Canonical);

    [Fact]
    public void Pin_AnyTree_MeansTheSameAsItsWindowAndFilter() => Gen.Select(Tree, Gen.Long).Sample(
        (tree, moment) =>
        {
            var pinned = new PinnedQuery(Pinning.Pin(tree, new PacketTime(moment)));
            var whole = new FrameMatcher(pinned.Root);
            var filter = new FrameMatcher(pinned.Filter);

            // A packet without a frame: only times decide, at and around each of them.
            return Moments(pinned.Root).SelectMany(n => new[] { n - 1, n, n + 1 }).All(time =>
            {
                var packet = new PacketRecord { Time = time, LinkType = 1 };
                return whole.Matches(packet) == (pinned.Window.Contains(time) && filter.Matches(packet));
            }) && QueryParser.TryParse(pinned.Text, out var again, out _, QueryLimits.Stored) && again.Root.Equals(pinned.Root);
        },
        iter: 3000);

    [Fact]
    public void AskFor_AnyTree_IsTheFilterAndTheWindow() => Gen.Select(Tree, Gen.Long, Gen.Long).Sample(
        (tree, after, before) =>
        {
            var pinned = new PinnedQuery(Pinning.Pin(tree, default));
            var text = pinned.AskFor(new TimeWindow(new PacketTime(after), new PacketTime(before)), TimeSpan.Zero);
            QueryNode start = new TimeNode(true, TimeText.Of(new PacketTime(after)));
            QueryNode end = new TimeNode(false, TimeText.Of(new PacketTime(before)));
            var expected = new BinaryNode(true, pinned.Filter is null ? start : new BinaryNode(true, pinned.Filter, start), end);
            return QueryParser.TryParse(text, out var query, out _, QueryLimits.Stored) && query.Root.Equals(expected);
        },
        iter: 2000);

    private static IEnumerable<long> Moments(QueryNode node) => node switch
    {
        BinaryNode both => Moments(both.Left).Concat(Moments(both.Right)),
        TimeNode { Time.Absolute: { } moment } when moment.Nanoseconds is > long.MinValue + 1 and < long.MaxValue - 2 => [moment.Nanoseconds],
        _ => [],
    };

    private static int Closing(string text, int open)
    {
        var depth = 0;
        for (var i = open; ; i++)
        {
            if (text[i] == '(') depth++;
            if (text[i] == ')' && --depth == 0) return i;
        }
    }
}
