using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Delivery;

/// <summary>A packet that stays.</summary>
internal sealed record Packet(long Time, byte[] Data, uint Original, int LinkType = LinkTypes.Ethernet)
{
    public PacketRecord Record => new() { Time = Time, LinkType = LinkType, OriginalLength = Original, Data = Data };

    public bool Equals(Packet? other) =>
        other is not null && Time == other.Time && Original == other.Original && LinkType == other.LinkType && Data.AsSpan().SequenceEqual(other.Data);

    public override int GetHashCode() => HashCode.Combine(Time, Original, Data.Length);

    public override string ToString() => $"{Time} {Data.Length}/{Original} link {LinkType}";

    public static Packet Random(Random random, long time, int longest = 200, int linkType = LinkTypes.Ethernet)
    {
        var data = new byte[random.Next(longest + 1)];
        random.NextBytes(data);
        return new Packet(time, data, (uint)(data.Length + random.Next(3)), linkType);
    }
}
