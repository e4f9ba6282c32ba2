namespace PacketFleet.Wire.Queries;

/// <summary>Decides for one frame what Stenographer's index would: see the protocol notes, "What a term matches". Allocates nothing, never throws on a frame.</summary>
public sealed class FrameMatcher
{
    /// <summary>Prepares a tree without relative times; null matches everything.</summary>
    public FrameMatcher(QueryNode? filter) => Filter = filter;

    /// <summary>What it decides by.</summary>
    public QueryNode? Filter { get; }

    /// <summary>Whether the packet matches. Ethernet, raw IP, Linux cooked and BSD loopback frames are looked into; other link types match time terms only.</summary>
    public bool Matches(in PacketRecord packet) => throw new InvalidOperationException("pending");
}
