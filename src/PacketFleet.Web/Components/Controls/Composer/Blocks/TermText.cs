using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PacketFleet.Web.Components.Controls.Composer.Completion;
using PacketFleet.Web.Components.Controls.Composer.Windows;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Components.Controls.Composer.Blocks;

/// <summary>What a block can be.</summary>
/// <param name="Id">Its word.</param>
/// <param name="Label">For people.</param>
/// <param name="Example">What its field shows while empty.</param>
internal readonly record struct TermKind(string Id, string Label, string Example);

/// <summary>A term as a kind and a value: what stands in the two fields of a block.</summary>
/// <param name="Kind">One of <see cref="Kinds"/> by its id.</param>
/// <param name="Value">The value as typed.</param>
internal readonly record struct TermText(string Kind, string Value)
{
    /// <summary>The kinds, in the order they are offered.</summary>
    public static readonly IReadOnlyList<TermKind> Kinds =
    [
        new("host", "host", "8.8.8.8"),
        new("net", "net", "192.0.2.0/24"),
        new("port", "port", "53 or dns"),
        new("proto", "protocol", "tcp or 47"),
        new("vlan", "VLAN", "20"),
        new("mpls", "MPLS", "16"),
        new("after", "after", "11:00"),
        new("before", "before", "15:00"),
    ];

    /// <summary>An empty one, to be filled in.</summary>
    public static readonly TermText Empty = new("host", "");

    /// <summary>A term of a tree, its times in a zone.</summary>
    public static TermText Of(QueryNode node, TimeZoneInfo zone) => node switch
    {
        PortNode port => new("port", Number(port.Port)),
        ProtocolNode protocol => new("proto", ProtocolName(protocol.Protocol)),
        VlanNode vlan => new("vlan", Number(vlan.Id)),
        MplsNode mpls => new("mpls", Number(mpls.Label)),
        TimeNode time => new(time.IsAfter ? "after" : "before", MomentText.Of(time.Time, zone)),
        HostNode => new("host", Query.Of(node).Canonical["host ".Length..]),
        _ => new("net", Query.Of(node).Canonical["net ".Length..]),
    };

    /// <summary>Reads the fields; false with the sentence of the language's own reader.</summary>
    public bool TryRead(TimeZoneInfo zone, DateTimeOffset now, [NotNullWhen(true)] out QueryNode? node, [NotNullWhen(false)] out string? fault)
    {
        node = null;
        var value = Value.Trim();
        if (Kind is "after" or "before")
        {
            if (!MomentText.TryParse(value, zone, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime), now, out var time, out fault))
                return false;
            node = new TimeNode(Kind == "after", time);
            return true;
        }

        if (!QueryParser.TryParse(Write(value), out var query, out var error))
        {
            fault = error.Message;
            return false;
        }

        if (query.Root is BinaryNode)
        {
            fault = "A block holds one term: add a block for each other.";
            return false;
        }

        (node, fault) = (query.Root, null);
        return true;
    }

    /// <summary>The name of a port or protocol that the value is a number of, or null.</summary>
    public string? Name
    {
        get
        {
            var value = Value.Trim();
            var names = Kind == "port" ? KnownNames.Ports : [];
            return names.FirstOrDefault(n => Number(n.Number) == value).Name;
        }
    }

    private string Write(string value) => Kind switch
    {
        "port" => "port " + (KnownNames.Find(KnownNames.Ports, value) is { } port ? Number(port) : value),
        "proto" => KnownNames.Find(KnownNames.Protocols, value) is { } protocol ? KnownNames.ProtocolTerm(protocol) : "ip proto " + value,
        _ => $"{Kind} {value}",
    };

    private static string ProtocolName(byte number) => KnownNames.Protocols.FirstOrDefault(p => p.Number == number).Name ?? Number(number);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
