using PacketFleet.Wire.Queries.Matching;

namespace PacketFleet.Wire.Queries;

/// <summary>
/// Decides for one frame what Stenographer's index would: <c>host</c>, <c>net</c>, <c>port</c> and <c>ip proto</c> look through
/// VLAN tags and MPLS labels and behind IPv6 extension headers, not into tunnels, ARP or PPPoE. Allocates nothing, never throws on a frame.
/// </summary>
public sealed class FrameMatcher
{
    private readonly LeafTable _leaves;
    private readonly MatchProgram _program;

    /// <summary>Prepares a tree; null matches everything.</summary>
    /// <exception cref="ArgumentException">The tree holds a relative time: pin the query first.</exception>
    public FrameMatcher(QueryNode? filter)
    {
        Filter = filter;
        var leaves = new LeafTable.Builder();
        _program = MatchProgram.Compile(filter, leaves);
        _leaves = leaves.Build();
    }

    /// <summary>What it decides by.</summary>
    public QueryNode? Filter { get; }

    /// <summary>Whether the packet matches. Ethernet, raw IP, Linux cooked and BSD loopback frames are looked into; other link types match time terms only.</summary>
    public bool Matches(in PacketRecord packet)
    {
        if (Filter is null) return true;

        // A bit for each term: most queries fit into one word, the largest into 64.
        ulong one = 0;
        var hits = _leaves.Words == 1 ? new Span<ulong>(ref one) : stackalloc ulong[_leaves.Words];
        _leaves.Time(packet.Time, hits);
        if (_leaves.LooksInside) new FrameWalk(packet.Data, _leaves, hits).Run(packet.LinkType);
        return _program.Evaluate(hits);
    }
}
