using System.Globalization;
using System.Text;

namespace PacketFleet.Wire.Queries;

/// <summary>Trees as text.</summary>
internal static class QueryPrinter
{
    /// <summary>As few parentheses as groups from the left need.</summary>
    public static string Canonical(QueryNode root) => Print(root, everyGroup: false);

    /// <summary>Parentheses around every group but the outermost.</summary>
    public static string Reading(QueryNode root) => Print(root, everyGroup: true);

    private static string Print(QueryNode root, bool everyGroup)
    {
        var text = new StringBuilder(64);
        Print(text, root, everyGroup);
        return text.ToString();
    }

    private static void Print(StringBuilder text, QueryNode node, bool everyGroup)
    {
        if (node is not BinaryNode joined)
        {
            text.Append(Term(node));
            return;
        }

        Side(text, joined.Left, parentheses: everyGroup, everyGroup);
        text.Append(joined.IsAnd ? " and " : " or ");
        Side(text, joined.Right, parentheses: true, everyGroup);
    }

    private static void Side(StringBuilder text, QueryNode node, bool parentheses, bool everyGroup)
    {
        parentheses &= node is BinaryNode;
        if (parentheses) text.Append('(');
        Print(text, node, everyGroup);
        if (parentheses) text.Append(')');
    }

    private static string Term(QueryNode node) => node switch
    {
        HostNode host => "host " + AddressText.Print(host.Address),
        NetNode net => string.Create(CultureInfo.InvariantCulture, $"net {AddressText.Print(net.Address)}/{net.PrefixLength}"),
        MaskNode net => $"net {AddressText.Print(net.Address)} mask {AddressText.Print(net.Mask)}",
        PortNode port => Numbered("port", port.Port),
        ProtocolNode { Protocol: 6 } => "tcp",
        ProtocolNode { Protocol: 17 } => "udp",
        ProtocolNode { Protocol: 1 } => "icmp",
        ProtocolNode protocol => Numbered("ip proto", protocol.Protocol),
        VlanNode vlan => Numbered("vlan", vlan.Id),
        MplsNode mpls => Numbered("mpls", mpls.Label),
        TimeNode time => (time.IsAfter ? "after " : "before ") + time.Time.Text,
        _ => throw new InvalidOperationException($"No text for {node.GetType().Name}."),
    };

    private static string Numbered(string word, uint number) => string.Create(CultureInfo.InvariantCulture, $"{word} {number}");
}
