using PacketFleet.TestKit.Certificates;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.TestKit.Gravwell;

/// <summary>How a fake indexer is reached.</summary>
public enum IndexerTransport
{
    /// <summary>TCP of 127.0.0.1.</summary>
    Tcp,

    /// <summary>TLS over TCP of 127.0.0.1.</summary>
    Tls,

    /// <summary>A Unix stream socket.</summary>
    Unix,
}

/// <summary>What a fake indexer keeps of what it receives.</summary>
public enum IndexerKeep
{
    /// <summary>Each entry, whole.</summary>
    Entries,

    /// <summary>Who it was: enough to tell duplicates and what was acknowledged. Some 50 bytes an entry.</summary>
    Identities,

    /// <summary>Counts and sums only.</summary>
    Counts,
}

/// <summary>What a fake indexer is; what it does wrong is in <see cref="IndexerFaults"/>.</summary>
public sealed record FakeIndexerOptions
{
    /// <summary>How it is reached.</summary>
    public IndexerTransport Transport { get; init; }

    /// <summary>The shared secret.</summary>
    public string Secret { get; init; } = "IngestSecrets";

    /// <summary>The API version it claims, 0–9.</summary>
    public ushort Version { get; init; } = IngestFeatures.Version;

    /// <summary>Its challenge on every connection; a random one each time when null.</summary>
    public IngestChallenge? Challenge { get; init; }

    /// <summary>Whether Snappy is granted to who asks for it.</summary>
    public bool GrantSnappy { get; init; } = true;

    /// <summary>What it keeps.</summary>
    public IndexerKeep Keep { get; init; }

    /// <summary>Time between two unasked signs of life.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Its certificate, for TLS; must be given then.</summary>
    public IssuedCertificate? Certificate { get; init; }

    /// <summary>A fixed port; 0 = any free one.</summary>
    public int Port { get; init; }
}
