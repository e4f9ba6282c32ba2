namespace PacketFleet.Wire.Gravwell;

/// <summary>What either side believes of a length before it keeps anything, in bytes unless said otherwise.</summary>
public static class IngestLimits
{
    /// <summary>Data of one entry, by the protocol.</summary>
    public const int Data = 0x3FFF_FFFF;

    /// <summary>Data of one entry, as far as a decoder believes it unless told otherwise: 64 MiB.</summary>
    public const int UsualData = 64 * 1024 * 1024;

    /// <summary>A block of enumerated values.</summary>
    public const int Values = 32 * 1024 * 1024;

    /// <summary>The name of an enumerated value.</summary>
    public const int ValueName = 1024;

    /// <summary>The data of an enumerated value.</summary>
    public const int ValueData = 63 * 1024;

    /// <summary>The JSON of a state message.</summary>
    public const int State = 4096;

    /// <summary>The JSON of a tag request or its answer.</summary>
    public const int Tags = 32 * 1024 * 1024;

    /// <summary>The name of a tag.</summary>
    public const int TagName = 4096;

    /// <summary>The name of a tenant.</summary>
    public const int Tenant = 512;

    /// <summary>Each of name, version and UUID of an ingester.</summary>
    public const int Identity = 4096;

    /// <summary>The JSON of an ingester's counters.</summary>
    public const int IngesterState = 1024 * 1024;

    /// <summary>Entries sent and not confirmed on one connection, as a count: at this mark an ingester forces the confirmations and waits.</summary>
    public const int Unconfirmed = 4095;

    /// <summary>The longest an ingester lets itself be throttled.</summary>
    public static readonly TimeSpan Throttle = TimeSpan.FromSeconds(5);
}
