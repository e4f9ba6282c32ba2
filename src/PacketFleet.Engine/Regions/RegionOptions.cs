using PacketFleet.Engine.Jobs;

namespace PacketFleet.Engine.Regions;

/// <summary>
/// Settings of one region. With <see cref="Url"/> it is a Stenographer, with <see cref="PcapDirectory"/> a directory of captures;
/// exactly one of the two is set. Paths are absolute when they reach the engine.
/// </summary>
public sealed record RegionOptions
{
    /// <summary>Unique, not empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>The Stenographer's address, <c>https://host:port</c> (a path such as <c>/query</c> is allowed and ignored).</summary>
    public string? Url { get; init; }

    /// <summary>PEM file of the certificate authority both sides trust.</summary>
    public string? CaCert { get; init; }

    /// <summary>PEM file of our client certificate.</summary>
    public string? ClientCert { get; init; }

    /// <summary>PEM file of its private key.</summary>
    public string? ClientKey { get; init; }

    /// <summary>The name in the server's certificate where it is not the address's.</summary>
    public string? ServerName { get; init; }

    /// <summary>A directory of pcap and pcapng files.</summary>
    public string? PcapDirectory { get; init; }

    /// <summary>Shift the captures so that they end just before the program's start.</summary>
    public bool RebaseToNow { get; init; }

    /// <summary>Gravwell tag.</summary>
    public string Tag { get; init; } = "default";

    /// <summary>Source override where the job gives none.</summary>
    public string? SourceOverride { get; init; }

    /// <summary>Gravwell's entries carry the time at which they are sent, not the packet's.</summary>
    public bool IgnoreTimestamps { get; init; }

    /// <summary>Most packets of one fetch; 0 = no limit.</summary>
    public long MaxPackets { get; init; }

    /// <summary>Most captured bytes of one fetch; 0 = no limit.</summary>
    public long MaxBytes { get; init; }

    /// <summary>Most seconds of one fetch; 0 = no limit.</summary>
    public long MaxSeconds { get; init; }

    /// <summary>The three together; null where there is none.</summary>
    public JobLimits Limits => new(Some(MaxPackets), Some(MaxBytes), Some(MaxSeconds));

    /// <summary>At most so many fetches at once.</summary>
    public int MaxConcurrentFetches { get; init; } = 2;

    private static long? Some(long limit) => limit > 0 ? limit : null;
}
