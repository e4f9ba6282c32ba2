using System.Net;

namespace PacketFleet.Wire.Queries;

/// <summary>A node of a query's tree. Trees compare by value.</summary>
public abstract record QueryNode;

/// <summary>Two sides joined; <c>and</c> and <c>or</c> have equal precedence and group from the left, as Stenographer reads them.</summary>
public sealed record BinaryNode(bool IsAnd, QueryNode Left, QueryNode Right) : QueryNode;

/// <summary><c>host IP</c>.</summary>
public sealed record HostNode(IPAddress Address) : QueryNode;

/// <summary><c>net IP/prefix</c>.</summary>
public sealed record NetNode(IPAddress Address, int PrefixLength) : QueryNode;

/// <summary><c>net IP mask IP</c>; a mask with holes stands for the range <c>ip &amp; mask … ip | ~mask</c>.</summary>
public sealed record MaskNode(IPAddress Address, IPAddress Mask) : QueryNode;

/// <summary><c>port N</c>: TCP or UDP, source or destination.</summary>
public sealed record PortNode(ushort Port) : QueryNode;

/// <summary><c>ip proto N</c>; <c>tcp</c>, <c>udp</c> and <c>icmp</c> are 6, 17 and 1.</summary>
public sealed record ProtocolNode(byte Protocol) : QueryNode;

/// <summary><c>vlan N</c>, any tag of a stack.</summary>
public sealed record VlanNode(ushort Id) : QueryNode;

/// <summary><c>mpls N</c>, any label of a stack.</summary>
public sealed record MplsNode(uint Label) : QueryNode;

/// <summary><c>after TIME</c> (packet time ≥ TIME) or <c>before TIME</c> (packet time &lt; TIME), absolute or relative.</summary>
public sealed record TimeNode(bool IsAfter, QueryTime Time) : QueryNode;
