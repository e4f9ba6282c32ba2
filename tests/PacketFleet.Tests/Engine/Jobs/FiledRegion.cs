using PacketFleet.Engine.Regions;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>
/// A region that answers as a Stenographer does: it selects whole files by their names with a minute's slop and returns every packet of
/// them, file by file, nearly in time order. No sockets.
/// </summary>
internal sealed class FiledRegion(string name, IReadOnlyList<FiledRegion.CaptureFile> files) : IRegion
{
    private static readonly TimeSpan Slop = TimeSpan.FromMinutes(1);
    private int _asked;

    /// <summary>One file: the moment it was opened, and its packets.</summary>
    internal sealed record CaptureFile(PacketTime Opened, IReadOnlyList<ScriptedPacket> Packets);

    /// <summary>All its packets.</summary>
    public IEnumerable<ScriptedPacket> All => files.SelectMany(f => f.Packets);

    /// <summary>How often it was asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Ends each answer with a broken connection after so many packets, where that says so.</summary>
    public Func<int, int?> BreakAfter { get; set; } = _ => null;

    /// <summary>Ends each answer after so many packets and so long, as if that were all, where that says so.</summary>
    public Func<int, (int Packets, TimeSpan After)?> EndAfter { get; set; } = _ => null;

    /// <summary>So many of its files are gone.</summary>
    public int Deleted { get; set; }

    public string Name => name;

    public RegionKind Kind => RegionKind.Stenographer;

    private IEnumerable<CaptureFile> Held => files.Skip(Deleted);

    public string Tag => "steno";

    public string? SourceOverride => null;

    public int MaxConcurrentFetches => 4;

    public RegionHealth Health { get; } = new(HealthState.Up, null, null, null, null);

    public long Shift => 0;

    public Task<RegionHealth> CheckAsync(CancellationToken cancellation) => Task.FromResult(Health);

    public Task<RegionHoldings> HoldingsAsync(CancellationToken cancellation) => Task.FromResult(new RegionHoldings
    {
        Region = name,
        TakenAt = DateTimeOffset.UtcNow,
        Known = true,
        FileAge = TimeSpan.FromMinutes(1),
        Threads = [new HeldThread(0, [.. Held.Select(f => new HeldFile(f.Opened, f.Opened.Add(TimeSpan.FromMinutes(1))))])],
        Oldest = files[Deleted].Opened,
        Newest = files[^1].Opened.Add(TimeSpan.FromMinutes(1)),
        Horizon = files[^1].Opened.Add(TimeSpan.FromMinutes(1)),
        Capturing = false,
    });

    public RegionStream Open(RegionRequest request, CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref _asked);
        var selected = Held.Where(f => !(f.Opened < request.Ask.After?.Add(-Slop)) && !(f.Opened > request.Ask.Before?.Add(Slop)));
        var packets = selected.SelectMany(f => f.Packets);
        return EndAfter(number) is { } end ? new Answer(name, [.. packets.Take(end.Packets)], null, end.After) : new Answer(name, [.. packets], BreakAfter(number));
    }

    private sealed class Answer(string name, ScriptedPacket[] packets, int? breakAfter, TimeSpan after = default) : RegionStream
    {
        private int _next;

        public override RegionOutcome Outcome => _next == breakAfter && _next < packets.Length
            ? new RegionOutcome(RegionEnd.CutByNetwork, $"{name} broke off.", true)
            : RegionOutcome.Complete;

        public override bool TryRead(out PacketRecord packet)
        {
            packet = default;
            if (_next == packets.Length || _next == breakAfter)
            {
                Thread.Sleep(after);
                return false;
            }

            var next = packets[_next++];
            packet = new PacketRecord { Time = next.Time.Nanoseconds, LinkType = LinkTypes.Ethernet, OriginalLength = (uint)next.Data.Length, Data = next.Data };
            return true;
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
