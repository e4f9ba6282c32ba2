using System.Globalization;

namespace PacketFleet.Wire.Queries.Pasting;

/// <summary>What one line or record tells: its ends, and when.</summary>
/// <param name="Kind">What it was taken for.</param>
/// <param name="Name">The same in words, without an article.</param>
internal sealed record PastedEvent(PastedKind Kind, string Name)
{
    private const byte Icmp = 1;
    private const byte Icmp6 = 58;

    public Endpoint? Source { get; init; }

    public Endpoint? Destination { get; init; }

    public byte? Protocol { get; init; }

    public IReadOnlyList<ushort> Vlans { get; init; } = [];

    public PacketTime? Start { get; init; }

    public PacketTime? End { get; init; }

    public string? Id { get; init; }

    /// <summary>The terms that find it, each once; none for a time alone.</summary>
    public IReadOnlyList<string> Terms(LeftOut leftOut)
    {
        var terms = new List<string>(6);
        Endpoint?[] ends = [Source, Destination];
        foreach (var end in ends)
        {
            if (end is not null) Add(end.Term);
        }

        // Zeek writes "icmp" for both; Stenographer's "icmp" is that of IPv4.
        var protocol = Protocol == Icmp && (Source ?? Destination)?.IsIPv6 == true ? Icmp6 : Protocol;
        if (protocol is { } number) Add(TermOf(number));
        foreach (var end in ends)
        {
            if (end?.Port is not { } port) continue;
            if (protocol is Icmp or Icmp6) leftOut.Add(Unused.IcmpType);
            else if (protocol is not (null or 6 or 17)) leftOut.Add(Unused.OtherPorts);
            else if (port == 0) leftOut.Add(Unused.PortZero);
            else Add(string.Create(CultureInfo.InvariantCulture, $"port {port}"));
        }

        foreach (var vlan in Vlans)
        {
            var term = string.Create(CultureInfo.InvariantCulture, $"vlan {vlan}");
            leftOut.Add(Unused.VlanAsked, term);
            Add(term);
        }

        return terms;

        void Add(string term)
        {
            if (!terms.Contains(term)) terms.Add(term);
        }
    }

    private static string TermOf(byte protocol) => protocol switch
    {
        6 => "tcp",
        17 => "udp",
        Icmp => "icmp",
        _ => string.Create(CultureInfo.InvariantCulture, $"ip proto {protocol}"),
    };
}
