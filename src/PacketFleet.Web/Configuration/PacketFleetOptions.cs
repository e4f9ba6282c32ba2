using PacketFleet.Engine.Regions;

namespace PacketFleet.Web.Configuration;

/// <summary>
/// Everything under <c>PacketFleet</c> in the settings, checked, with absolute paths. Read once at start; a singleton.
/// </summary>
public sealed record PacketFleetOptions
{
    /// <summary>The regions, in configured order.</summary>
    public IReadOnlyList<RegionOptions> Regions { get; init; } = [];

    /// <summary>Where packets go besides the archive.</summary>
    public GravwellOptions Gravwell { get; init; } = new();

    /// <summary>Where packets are kept.</summary>
    public ArchiveOptions Archive { get; init; } = new();

    /// <summary>Where jobs are kept.</summary>
    public StoreOptions Store { get; init; } = new();

    /// <summary>Several nodes as one.</summary>
    public ClusterOptions Cluster { get; init; } = new();

    /// <summary>Limits and habits of jobs.</summary>
    public JobsOptions Jobs { get; init; } = new();

    /// <summary>How long queries may be.</summary>
    public QueriesOptions Queries { get; init; } = new();

    /// <summary>Who may use it.</summary>
    public SecurityOptions Security { get; init; } = new();

    /// <summary>The pages.</summary>
    public WebOptions Web { get; init; } = new();

    /// <summary>What is written down about the program itself.</summary>
    public LogOptions Log { get; init; } = new();
}
