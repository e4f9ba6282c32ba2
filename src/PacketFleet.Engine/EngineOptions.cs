using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs.Fetching;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Engine;

/// <summary>Settings of the engine. 0 = no limit.</summary>
public sealed record EngineOptions
{
    /// <summary>Most packets of a job.</summary>
    public long MaxPackets { get; init; }

    /// <summary>Most captured bytes of a job.</summary>
    public long MaxBytes { get; init; }

    /// <summary>Most seconds of a job.</summary>
    public long MaxSeconds { get; init; }

    /// <summary>Length of a slice in minutes.</summary>
    public int SliceMinutes { get; init; } = 60;

    /// <summary>A region that sends nothing for so many seconds has stalled.</summary>
    public int StallSeconds { get; init; } = 900;

    /// <summary>How long packets take to be on a region's disk, in seconds, where the region does not tell.</summary>
    public int CaptureLagSeconds { get; init; } = 120;

    /// <summary>A Stenographer ends every answer after so many seconds, whether it is whole or not.</summary>
    public int AnswerSeconds { get; init; } = 900;

    /// <summary>A connection that takes longer than so many seconds is given up.</summary>
    public int ConnectSeconds { get; init; } = 10;

    /// <summary>How long a query may be, wherever it comes from.</summary>
    public QueryLimits QueryLimits { get; init; } = QueryLimits.Default;

    /// <summary>Packets are kept in the archive.</summary>
    public bool ArchiveEnabled { get; init; } = true;

    /// <summary>At most so many bytes of captures are kept.</summary>
    public long ArchiveMaxBytes { get; init; }

    /// <summary>Packets are kept so many days from when they were stored.</summary>
    public int ArchiveMaxDays { get; init; }

    /// <summary>Fetches pause while so little is free on the disk that segments are written to; 0 = never.</summary>
    public long MinFreeBytes { get; init; }

    /// <summary>Where segments lie: an absolute path.</summary>
    public required string ArchiveDirectory { get; init; }

    /// <summary>Delivery to Gravwell; without targets there is none.</summary>
    public GravwellSinkOptions Gravwell { get; init; } = new();

    /// <summary>Where marks of deliveries lie, small files without packets: an absolute path.</summary>
    public string DeliveryDirectory { get; init; } = "";

    /// <summary>Where segments are written: the archive, or the spool where there is no archive.</summary>
    public string SegmentDirectory => ArchiveEnabled || Gravwell.SpoolDirectory is null ? ArchiveDirectory : Gravwell.SpoolDirectory;

    /// <summary>Where a segment's file is, or was: settings may have changed since it was written. Null where its spool is not in the settings any more.</summary>
    public string? PathOf(SegmentRecord segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        var root = segment.Spooled ? Gravwell.SpoolDirectory : ArchiveDirectory;
        return root is null ? null : Path.Combine(root, segment.File);
    }

    /// <summary>How packets wait until every sink has them.</summary>
    public DeliveryLogKind Log => ArchiveEnabled ? DeliveryLogKind.Archive : Gravwell.SpoolDirectory is null ? DeliveryLogKind.Memory : DeliveryLogKind.Spool;

    /// <summary>The names of the sinks.</summary>
    public IReadOnlyList<string> Sinks => (ArchiveEnabled, DeliversToGravwell) switch
    {
        (true, true) => [FetchSinks.Archive, FetchSinks.Gravwell],
        (false, true) => [FetchSinks.Gravwell],
        _ => [FetchSinks.Archive],
    };

    /// <summary>Packets go to Gravwell.</summary>
    public bool DeliversToGravwell => Gravwell.Targets.Count > 0;
}
