using PacketFleet.Web.Components.Controls.Composer.Blocks;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Tests.Components.Composer.Blocks;

public sealed class BlockTests
{
    [Theory]
    [InlineData("port 53", "port 53")]
    [InlineData("tcp and port 80 and host 8.8.8.8", "[tcp and port 80 and host 8.8.8.8]")]
    [InlineData("tcp and port 80 or port 443", "[[tcp and port 80] or port 443]")]
    [InlineData("tcp and (port 80 or port 443)", "[tcp and [port 80 or port 443]]")]
    [InlineData("tcp and (udp and icmp)", "[tcp and [udp and icmp]]")]
    public void Tree_AsBlocks_KeepsItsGroups(string text, string blocks)
    {
        var root = Block.Of(Parse(text));

        Show(root).ShouldBe(blocks.StartsWith('[') ? blocks : $"[{blocks}]");
        root.ToTree().ShouldBe(Parse(text));
    }

    [Theory]
    [InlineData("tcp and udp and icmp", 0, 1, "udp and tcp and icmp")]
    [InlineData("tcp and udp and icmp", 2, -1, "tcp and icmp and udp")]
    [InlineData("tcp and (udp or icmp)", 0, 1, "tcp or udp or icmp")]
    [InlineData("tcp and vlan 1 and (udp or icmp)", 1, 1, "tcp and (vlan 1 or udp or icmp)")]
    [InlineData("tcp and (udp or icmp or vlan 1)", 1, -1, "tcp and udp and (icmp or vlan 1)")]
    [InlineData("(udp or icmp or vlan 1) and tcp", 2, 1, "udp or icmp and vlan 1 and tcp")]
    [InlineData("tcp and udp", 0, -1, "tcp and udp")]
    [InlineData("tcp and udp", 1, 1, "tcp and udp")]
    public void Move_PastTermsIntoGroupsAndOut(string text, int ordinal, int by, string after)
    {
        var root = Block.Of(Parse(text));

        Term(root, ordinal).Move(by).ShouldBe(text != after);

        Text(root).ShouldBe(after);
    }

    [Fact]
    public void Group_WithTheNext_IsJoinedByTheOtherWord_AndTakenApartAgain()
    {
        var root = Block.Of(Parse("tcp and port 80 and port 443"));

        Term(root, 1).GroupWithNext().ShouldBeTrue();
        Text(root).ShouldBe("tcp and (port 80 or port 443)");
        Term(root, 2).GroupWithNext().ShouldBeFalse();
        Term(root, 1).Parent!.TakeApart().ShouldBeTrue();
        Text(root).ShouldBe("tcp and port 80 and port 443");
        root.TakeApart().ShouldBeFalse();
    }

    [Fact]
    public void Changes_AddReplaceTurnAndRemove()
    {
        var root = Block.Of(null);
        root.ToTree().ShouldBeNull();

        root.Add(Parse("tcp"));
        root.Add(Parse("port 53"));
        Text(root).ShouldBe("tcp and port 53");
        Term(root, 0).Replace(Parse("udp"));
        root.Turn();
        Text(root).ShouldBe("udp or port 53");
        Term(root, 0).Remove();
        Term(root, 0).Remove();
        root.ToTree().ShouldBeNull();
    }

    [Fact]
    public void Changes_OfAnyTree_MakeATextThatReadsBack_WithTheSameTerms()
    {
        var random = new Random(1124);
        for (var round = 0; round < 300; round++)
        {
            var text = Random(random, 4);
            var root = Block.Of(Parse(text));
            for (var step = 0; step < 8; step++)
            {
                var terms = root.Terms.ToArray();
                var names = terms.Select(t => Query.Of(t.Node!).Canonical).Order(StringComparer.Ordinal).ToArray();
                var block = terms[random.Next(terms.Length)];
                _ = random.Next(5) switch
                {
                    0 => block.Move(-1),
                    1 => block.Move(1),
                    2 => block.GroupWithNext(),
                    3 => block.Parent!.TakeApart(),
                    _ => Turn(block.Parent!),
                };
                var order = root.Terms.Select(t => Query.Of(t.Node!).Canonical).ToArray();
                order.Order(StringComparer.Ordinal).SequenceEqual(names, StringComparer.Ordinal).ShouldBeTrue($"seed 1124, round {round}: {text}");

                // The place among the terms is what the focus is found by.
                root = Block.Of(Parse(Text(root)));
                root.Terms.Select(t => Query.Of(t.Node!).Canonical).ShouldBe(order);
            }
        }
    }

    private static bool Turn(Block group)
    {
        group.Turn();
        return true;
    }

    private static string Random(Random random, int depth) => depth == 0 || random.Next(4) == 0
        ? $"port {random.Next(1, 99)}"
        : $"({Random(random, depth - 1)} {(random.Next(2) == 0 ? "and" : "or")} {Random(random, depth - 1)})";

    private static Block Term(Block root, int ordinal) => root.Terms.ElementAt(ordinal);

    private static string Text(Block root) => Query.Of(root.ToTree()!).Canonical;

    private static string Show(Block block) => block.IsGroup
        ? $"[{string.Join(block.IsAnd ? " and " : " or ", block.Items.Select(Show))}]"
        : Query.Of(block.Node!).Canonical;

    private static QueryNode Parse(string text)
    {
        QueryParser.TryParse(text, out var query, out var error).ShouldBeTrue(error?.Message);
        return query!.Root;
    }
}
