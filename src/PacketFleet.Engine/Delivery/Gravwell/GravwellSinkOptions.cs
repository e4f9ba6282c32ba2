using System.Security.Cryptography.X509Certificates;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Engine.Delivery.Gravwell;

/// <summary>Settings of the delivery to Gravwell.</summary>
public sealed record GravwellSinkOptions
{
    /// <summary>The indexers; none = no delivery.</summary>
    public IReadOnlyList<IndexerTarget> Targets { get; init; } = [];

    /// <summary>The secret shared with them; null only where there are none.</summary>
    public IngestSecret? Secret { get; init; }

    /// <summary>Tenant, or null.</summary>
    public string? Tenant { get; init; }

    /// <summary>Ask for Snappy.</summary>
    public bool Compression { get; init; }

    /// <summary>Check the indexers' certificates.</summary>
    public bool VerifyCertificates { get; init; } = true;

    /// <summary>Authorities trusted beside the system's, for indexers with certificates of their own; null = none.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Who we are to them: name, version, UUID.</summary>
    public IngesterIdentity Identity { get; init; } = new("PacketFleet", "", "");

    /// <summary>A label shown beside the name, or empty.</summary>
    public string Label { get; init; } = "";

    /// <summary>Every tag that may be sent.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>At most so many bits a second to each indexer; 0 = no limit.</summary>
    public long RateLimitBitsPerSecond { get; init; }

    /// <summary>When no indexer was ready so long after the start, that is logged as an error; zero = never.</summary>
    public TimeSpan ConnectionTimeout { get; init; }

    /// <summary>A packet further in the past gets the current time; zero = never.</summary>
    public TimeSpan TimestampMaxPast { get; init; }

    /// <summary>A packet further in the future gets the current time; zero = never.</summary>
    public TimeSpan TimestampMaxFuture { get; init; }

    /// <summary>Where packets wait when there is no archive: an absolute path; null = in memory.</summary>
    public string? SpoolDirectory { get; init; }

    /// <summary>Most bytes that wait in the spool; 0 = no limit.</summary>
    public long SpoolMaxBytes { get; init; }

    /// <summary>How long things are waited for.</summary>
    public IndexerTimes Times { get; init; } = new();
}

/// <summary>How long an indexer is waited for. The usual values are the protocol's; tests shorten them.</summary>
public sealed record IndexerTimes
{
    /// <summary>To reach it, TLS included.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From its challenge to the numbers of the tags, and for each answer after.</summary>
    public TimeSpan Greeting { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between two questions whether it is ready.</summary>
    public TimeSpan NotReady { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Without a byte from it for so long its connection is dead: it gives a sign of life every second.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>With entries sent and none acknowledged for so long, its connection is given up though it lives.</summary>
    public TimeSpan Withheld { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Before the second attempt; doubled for each further one, with jitter. The first follows at once.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest between two attempts.</summary>
    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After a refusal that only people can mend.</summary>
    public TimeSpan Refused { get; init; } = TimeSpan.FromMinutes(5);
}
