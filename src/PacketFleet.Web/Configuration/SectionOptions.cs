using System.Security.Cryptography.X509Certificates;
using Microsoft.Data.Sqlite;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Configuration;

/// <summary>Section <c>Gravwell</c>.</summary>
public sealed record GravwellOptions
{
    /// <summary>Indexers: <c>tcp://host:port</c>, <c>tls://host:port</c>, <c>pipe:///path</c>. None = no Gravwell sink.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The ingest secret, given or read from its file.</summary>
    public Secret IngestSecret { get; init; }

    /// <summary>The file that holds the ingest secret, or null.</summary>
    public string? IngestSecretFile { get; init; }

    /// <summary>Tenant, or null.</summary>
    public string? Tenant { get; init; }

    /// <summary>Compress what is sent.</summary>
    public bool Compression { get; init; }

    /// <summary>Check the indexers' certificates.</summary>
    public bool VerifyCertificates { get; init; } = true;

    /// <summary>The file of the authorities that an indexer's certificate may come from besides the system's, or null.</summary>
    public string? CaCert { get; init; }

    /// <summary>The certificates in it.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Where packets wait when there is no archive: an absolute path, or null.</summary>
    public string? SpoolDirectory { get; init; }

    /// <summary>At most so much waits there, in MB; 0 = no limit.</summary>
    public int SpoolMaxMegabytes { get; init; } = 1000;

    /// <summary>The least <see cref="RateLimitBitsPerSecond"/> but none.</summary>
    public const long LeastRate = 128 << 10;

    /// <summary>The name by which Gravwell lists this ingester.</summary>
    public string IngesterName { get; init; } = "PacketFleet";

    /// <summary>The identity by which indexers know this ingester; null = one is made and kept.</summary>
    public Guid? IngesterUuid { get; init; }

    /// <summary>A label that Gravwell shows beside the ingester's name, or null.</summary>
    public string? Label { get; init; }

    /// <summary>At most so many bits a second to each indexer, at least 131,072; 0 = no limit.</summary>
    public long RateLimitBitsPerSecond { get; init; }

    /// <summary>Seconds that indexers are waited for at the start before that is an error; 0 = for ever.</summary>
    public int ConnectionTimeoutSeconds { get; init; }

    /// <summary>A packet further in the past than so many seconds is given the current time; 0 = never.</summary>
    public int TimestampMaxPastSeconds { get; init; }

    /// <summary>A packet further in the future than so many seconds is given the current time; 0 = never.</summary>
    public int TimestampMaxFutureSeconds { get; init; }

    /// <summary>Where analysts search: Gravwell's address for links, or null.</summary>
    public string? SearchUrl { get; init; }
}

/// <summary>Section <c>Archive</c>.</summary>
public sealed record ArchiveOptions
{
    /// <summary>Packets are kept.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Where segments lie: an absolute path.</summary>
    public string Directory { get; init; } = "";

    /// <summary>At most so much is kept, in GB; 0 = no limit.</summary>
    public int MaxGigabytes { get; init; } = 50;

    /// <summary>Packets are kept so many days from when they were stored; 0 = no limit.</summary>
    public int MaxAgeDays { get; init; } = 30;

    /// <summary>Fetches pause while less than so many MB are free where packets are written; 0 = never.</summary>
    public int MinFreeMegabytes { get; init; } = 200;
}

/// <summary>Section <c>Store</c>.</summary>
public sealed record StoreOptions
{
    /// <summary>Kind of database: <c>Sqlite</c>.</summary>
    public string Provider { get; init; } = "Sqlite";

    /// <summary>How to reach it; a file in it has an absolute path.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>The directory of its file: small files of the program's own lie beside it.</summary>
    public string Directory => Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(ConnectionString) is { DataSource: { Length: > 0 } file } ? file : "packetfleet.db"))!;
}

/// <summary>Section <c>Cluster</c>.</summary>
public sealed record ClusterOptions
{
    /// <summary>Redis that the nodes find each other by; null = one node.</summary>
    public string? Redis { get; init; }
}

/// <summary>Section <c>Jobs</c>. 0 = no limit.</summary>
public sealed record JobsOptions
{
    /// <summary>Most packets of a job.</summary>
    public long MaxPackets { get; init; }

    /// <summary>Most captured bytes of a job.</summary>
    public long MaxBytes { get; init; }

    /// <summary>Most seconds of a job.</summary>
    public long MaxSeconds { get; init; }

    /// <summary>Length of a slice in minutes, at least 1.</summary>
    public int SliceMinutes { get; init; } = 60;

    /// <summary>A region that sends nothing for so many seconds has stalled.</summary>
    public int StallSeconds { get; init; } = 900;

    /// <summary>A Stenographer ends every answer after so many seconds; slices that run so long are divided before.</summary>
    public int AnswerSeconds { get; init; } = 900;

    /// <summary>How long packets take to be on a region's disk, in seconds, where the region does not tell.</summary>
    public int CaptureLagSeconds { get; init; } = 120;
}

/// <summary>Section <c>Queries</c>.</summary>
public sealed record QueriesOptions
{
    /// <summary>Longest query in UTF-16 units, 1 to 65,536.</summary>
    public int MaxCharacters { get; init; } = QueryLimits.Default.Characters;

    /// <summary>Most terms of a query, 1 to 4,096: what a Stenographer spends on a query grows faster than their number.</summary>
    public int MaxTerms { get; init; } = QueryLimits.Default.Terms;
}

/// <summary>Section <c>Security</c>.</summary>
public sealed record SecurityOptions
{
    /// <summary>Whoever reaches the address may use it, also from other machines.</summary>
    public bool AllowAnonymous { get; init; }
}

/// <summary>Section <c>Web</c>.</summary>
public sealed record WebOptions
{
    /// <summary>Origins (<c>https://gravwell.example</c>) whose pages may hold ours in a frame, besides our own.</summary>
    public IReadOnlyList<string> FrameAncestors { get; init; } = [];
}

/// <summary>Section <c>Log</c>.</summary>
public sealed record LogOptions
{
    /// <summary>Where log files lie: an absolute path; null = no files.</summary>
    public string? Directory { get; init; }

    /// <summary>A text file that everything is appended to as well: an absolute path; null = none. At 64 MiB the next one is begun, ten are kept.</summary>
    public string? File { get; init; }

    /// <summary>The least level written; what is said about the start itself is always written: <c>Debug</c>, <c>Information</c>, <c>Warning</c>, <c>Error</c>.</summary>
    public string Level { get; init; } = "Information";

    /// <summary>Days kept.</summary>
    public int KeepDays { get; init; } = 14;
}
