namespace PacketFleet.TestKit.Packets;

/// <summary>A packet by value.</summary>
/// <param name="Time">Nanoseconds since 1970.</param>
/// <param name="OriginalLength">Length on the wire.</param>
/// <param name="Data">The captured bytes.</param>
public sealed record TestPacket(long Time, uint OriginalLength, byte[] Data)
{
    /// <summary>A packet captured whole.</summary>
    public TestPacket(long time, byte[] data)
        : this(time, (uint)data.Length, data)
    {
    }

    /// <summary>Time, lengths and bytes as one text, to compare packets as multisets.</summary>
    public string Key => $"{Time} {OriginalLength} {Convert.ToHexString(Data)}";
}
