using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Jobs;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Directories;

/// <summary>
/// A directory of pcap and pcapng files, answered from in time order and exactly: what is asked for needs no padding.
/// Files are found by name (<c>.pcap .pcapng .cap .dmp</c>, also numbered), not in directories below; what changes is seen within 15 s.
/// </summary>
public sealed partial class DirectoryRegion : IRegion
{
    private static readonly TimeSpan CheckPatience = TimeSpan.FromSeconds(5);

    private readonly RegionOptions _options;
    private readonly TimeProvider _time;
    private readonly CaptureDirectory _directory;
    private readonly CommonShift? _shift;
    private volatile RegionHealth _health = RegionHealth.Unknown;

    /// <summary>Prepares the region; nothing is read yet.</summary>
    /// <param name="options">Its settings, with <see cref="RegionOptions.PcapDirectory"/>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="startedAt">When the program started: where rebased captures end, up to a second.</param>
    /// <param name="log">Where to log.</param>
    public DirectoryRegion(RegionOptions options, TimeProvider time, PacketTime startedAt, ILogger log)
        : this(options, time, new CommonShift(startedAt, log), log)
    {
    }

    /// <summary>Prepares a region that is rebased together with others, if it is.</summary>
    internal DirectoryRegion(RegionOptions options, TimeProvider time, CommonShift shift, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.PcapDirectory);
        _options = options;
        _time = time;
        _directory = new CaptureDirectory(options.Name, options.PcapDirectory, time, log);
        if (!options.RebaseToNow)
            return;
        _shift = shift;
        _shift.Add(_directory);
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public RegionKind Kind => RegionKind.Directory;

    /// <inheritdoc/>
    public string Tag => _options.Tag;

    /// <inheritdoc/>
    public string? SourceOverride => _options.SourceOverride;

    /// <inheritdoc/>
    public bool IgnoreTimestamps => _options.IgnoreTimestamps;

    /// <inheritdoc/>
    public JobLimits Limits => _options.Limits;

    /// <inheritdoc/>
    public int MaxConcurrentFetches => Math.Max(1, _options.MaxConcurrentFetches);

    /// <inheritdoc/>
    public RegionHealth Health => _health;

    /// <inheritdoc/>
    /// <remarks>
    /// One for all regions that are rebased, taken from the first look that finds packets in any of them, and then kept. Before
    /// that, asking for it makes that look, which blocks as long as reading the files takes; without packets it is 0.
    /// </remarks>
    public long Shift => ShiftAsync().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public async Task<RegionHealth> CheckAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        DirectoryInventory? inventory = null;
        var shift = 0L;
        try
        {
            (inventory, shift) = await LookAsync().WaitAsync(CheckPatience, _time, cancellation);
        }
        catch (TimeoutException)
        {
            // Large files take longer the first time. The directory is there; what it holds is told by a later check.
        }

        return _health = Judge(inventory, shift);
    }

    /// <inheritdoc/>
    public RegionStream Open(RegionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        DirectoryInventory inventory;
        try
        {
            inventory = _directory.LookAsync().WaitAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return new EndedStream(new RegionOutcome(RegionEnd.Cancelled, $"{Name} was stopped because the fetch was cancelled.", false));
        }

        return inventory.Problem is { } problem
            ? new EndedStream(new RegionOutcome(RegionEnd.Unusable, $"{Name} {problem.Predicate}.", problem.MayPass))
            : new DirectoryStream(Name, inventory.Files, request, _time.GetUtcNow(), cancellation);
    }

    private Task<long> ShiftAsync() => _shift?.GetAsync() ?? Task.FromResult(0L);

    private async Task<(DirectoryInventory Inventory, long Shift)> LookAsync()
    {
        var inventory = await _directory.LookAsync();
        return (inventory, inventory.Packets == 0 ? 0 : await ShiftAsync());
    }

    private RegionHealth Judge(DirectoryInventory? inventory, long shift)
    {
        var now = _time.GetUtcNow();
        if (inventory is null)
            return new RegionHealth(HealthState.Up, null, null, null, now);
        if (inventory.Problem is { } problem)
            return new RegionHealth(HealthState.Down, $"{Name} {problem.Predicate}.", null, null, now);
        if (inventory.Packets == 0 && inventory.Files.Select(file => file.FaultAt(now)).FirstOrDefault(fault => fault is not null) is { } fault)
            return new RegionHealth(HealthState.Down, $"{Name} has no capture that can be read: {fault.Sentence}.", null, null, now);

        return new RegionHealth(HealthState.Up, null, Move(inventory.Oldest, shift), Move(inventory.Newest, shift), now);
    }

    private static PacketTime? Move(PacketTime? time, long shift) => time is { } known ? new PacketTime(Shifted.Add(known.Nanoseconds, shift)) : null;
}
