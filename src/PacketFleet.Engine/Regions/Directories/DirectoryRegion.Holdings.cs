using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Directories;

public sealed partial class DirectoryRegion
{
    // A capture that pauses for no longer goes on; so does one that a ring of files splits.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    /// <remarks>Each capture is a file from its earliest to its latest packet. While captures grow, all up to now is on the disk: there is no lag.</remarks>
    public async Task<RegionHoldings> HoldingsAsync(CancellationToken cancellation)
    {
        var (inventory, shift) = await LookAsync().WaitAsync(cancellation).ConfigureAwait(false);
        var now = _time.GetUtcNow();
        if (inventory.Problem is { } problem)
            return RegionHoldings.Unknown(Name, $"{Name} {problem.Predicate}.", now);

        var fault = inventory.Files.Select(file => file.FaultAt(now)).FirstOrDefault(f => f is not null);
        var found = new RegionHoldings
        {
            Region = Name,
            TakenAt = now,
            Known = true,
            Reason = fault is null ? null : $"{Name}: {fault.Sentence}.",
        };
        HeldFile[] files = [.. inventory.Files.Where(f => f.Packets > 0).Select(f => Held(f, shift)).OrderBy(f => f.Start)];
        if (files.Length == 0)
            return found with { Capturing = false, Horizon = PacketTime.From(now), Reason = found.Reason ?? $"{Name} holds no packets: put captures into its directory." };

        var thread = new HeldThread(0, files);
        var end = HeldHoles.End(thread);
        var capturing = !_options.RebaseToNow && end.Add(LongestPause) >= PacketTime.From(now);
        var holes = HeldHoles.Between(thread, LongestPause);
        return found with
        {
            Threads = [thread],
            Oldest = files[0].Start,
            Newest = end,
            Capturing = capturing,
            Horizon = capturing ? PacketTime.From(now) : end,
            Holes = HeldHoles.Order(capturing ? holes : holes.Append(new(0, end, null))),
        };
    }

    private static HeldFile Held(CaptureFile file, long shift) =>
        new(new(Shifted.Add(file.First, shift)), new(Shifted.Add(file.Last, (Int128)shift + 1)));
}
