using PacketFleet.Engine.Delivery.Gravwell;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>What sinks have, and how that is said.</summary>
internal static class FetchSinks
{
    /// <summary>The name of the archive among sinks.</summary>
    public const string Archive = "Archive";

    /// <summary>The name of Gravwell among sinks.</summary>
    public const string Gravwell = "Gravwell";

    /// <summary>What Gravwell has.</summary>
    public static SinkSnapshot Of(GravwellCursor cursor)
    {
        var settled = cursor.Settled;
        return new SinkSnapshot(Gravwell, settled.Packets - settled.Refused, cursor.Doubled, settled.Bytes);
    }

    /// <summary>What keeps Gravwell from ever having everything; null where nothing does.</summary>
    /// <param name="cursor">The delivery.</param>
    /// <param name="region">The region's name.</param>
    /// <param name="elsewhere">Where the packets are nevertheless, as a clause with a leading blank; or empty.</param>
    public static string? LossOf(GravwellCursor cursor, string region, string elsewhere)
    {
        if (cursor.Fault is { } fault)
            return $"The packets of {region} could not be read back for Gravwell ({fault}): Retry fetches them again.";
        return cursor.Settled.Refused is > 0 and var refused
            ? $"{refused:N0} packets of {region} are not Ethernet frames, which is all Gravwell takes: it does not have them{elsewhere}."
            : null;
    }
}
