namespace PacketFleet.Wire.Gravwell;

/// <summary>What an indexer understands, by the API version of its challenge. What it does not, is left out.</summary>
public static class IngestFeatures
{
    /// <summary>The version written here.</summary>
    public const ushort Version = 9;

    /// <summary>Takes <see cref="IngestCommand.Tag"/>.</summary>
    public static bool NegotiatesTags(int version) => version >= 2;

    /// <summary>Takes <see cref="IngestCommand.Identity"/>.</summary>
    public static bool TakesIdentity(int version) => version >= 3;

    /// <summary>Takes <see cref="IngestCommand.ApiVersion"/> and <see cref="IngestCommand.IngestOk"/>.</summary>
    public static bool SaysWhenReady(int version) => version >= 4;

    /// <summary>Takes a stream configuration, and so compression.</summary>
    public static bool ConfiguresStream(int version) => version >= 5;

    /// <summary>Takes <see cref="IngestCommand.IngesterState"/>.</summary>
    public static bool TakesIngesterState(int version) => version >= 6;

    /// <summary>Knows tenants.</summary>
    public static bool KnowsTenants(int version) => version >= 7;

    /// <summary>Takes enumerated values.</summary>
    public static bool TakesValues(int version) => version >= 8;

    /// <summary>Takes <see cref="IngestCommand.DittoBlock"/>.</summary>
    public static bool TakesDittoBlocks(int version) => version >= 9;
}
