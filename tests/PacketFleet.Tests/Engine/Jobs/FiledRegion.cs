using System.Runtime.CompilerServices;
using PacketFleet.Engine.Preview;
using PacketFleet.Engine.Regions;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>
/// A region that answers as a Stenographer does: it selects whole files by their names with a minute's slop and returns every packet of
/// them, file by file. No sockets.
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

    /// <summary>Its index can be counted.</summary>
    public bool HasIndex { get; init; }

    /// <summary>Which packets are too long to be sent: each ends every answer it is in, as if that were all.</summary>
    public Func<ScriptedPacket, bool> IsTooLong { get; init; } = _ => false;

    /// <summary>Ends each answer with a broken connection after so many packets, where that says so.</summary>
    public Func<int, int?> BreakAfter { get; set; } = _ => null;

    /// <summary>Ends each answer after so many packets and so long, as if that were all, where that says so.</summary>
    public Func<int, (int Packets, TimeSpan After)?> EndAfter { get; set; } = _ => null;

    /// <summary>Called with the number of the answer and that of the packet, from 0, before each is sent.</summary>
    public Action<int, int> OnPacket { get; set; } = (_, _) => { };

    /// <summary>Called before it tells what it holds.</summary>
    public Action<CancellationToken> OnHoldings { get; set; } = _ => { };

    /// <summary>It sends nothing until the connection is closed.</summary>
    public bool IsSilent { get; set; }

    /// <summary>So many of its files are gone.</summary>
    public int Deleted { get; set; }

    public string Name => name;

    public RegionKind Kind => RegionKind.Stenographer;

    public string Tag => "steno";

    public string? SourceOverride => null;

    public int MaxConcurrentFetches { get; init; } = 4;

    public RegionHealth Health { get; } = new(HealthState.Up, null, null, null, null);

    public long Shift => 0;

    private IEnumerable<CaptureFile> Held => files.Skip(Deleted);

    public Task<RegionHealth> CheckAsync(CancellationToken cancellation) => Task.FromResult(Health);

    public Task<RegionHoldings> HoldingsAsync(CancellationToken cancellation)
    {
        OnHoldings(cancellation);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(new RegionHoldings
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
    }

    public async IAsyncEnumerable<CountStep> CountAsync(CountRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        if (HasIndex)
        {
            foreach (var file in Selected(request.Ask ?? request.Window))
                yield return new CountedPart(file.Opened, file.Packets.Count, false, 0);
        }

        yield return new CountEnd(HasIndex, HasIndex ? null : "It has no index.", request.Window);
    }

    public RegionStream Open(RegionRequest request, CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref _asked);
        var packets = Selected(request.Ask).SelectMany(f => f.Packets).TakeWhile(p => !IsTooLong(p));
        return EndAfter(number) is { } end
            ? new Answer(this, number, [.. packets.Take(end.Packets)], null, end.After, cancellation)
            : new Answer(this, number, [.. packets], BreakAfter(number), TimeSpan.Zero, cancellation);
    }

    private IEnumerable<CaptureFile> Selected(TimeWindow ask) =>
        Held.Where(f => !(f.Opened < ask.After?.Add(-Slop)) && !(f.Opened > ask.Before?.Add(Slop)));

    private sealed class Answer(FiledRegion region, int number, ScriptedPacket[] packets, int? breakAfter, TimeSpan after, CancellationToken cancellation) : RegionStream
    {
        private int _next;

        public override RegionOutcome Outcome =>
            cancellation.IsCancellationRequested ? new RegionOutcome(RegionEnd.Cancelled, null, true)
            : _next == breakAfter && _next < packets.Length ? new RegionOutcome(RegionEnd.CutByNetwork, $"{region.Name} broke off.", true)
            : RegionOutcome.Complete;

        public override bool TryRead(out PacketRecord packet)
        {
            packet = default;
            if (region.IsSilent)
                cancellation.WaitHandle.WaitOne();
            if (cancellation.IsCancellationRequested)
                return false;
            if (_next == packets.Length || _next == breakAfter)
            {
                cancellation.WaitHandle.WaitOne(after);
                return false;
            }

            region.OnPacket(number, _next);
            var next = packets[_next++];
            packet = new PacketRecord { Time = next.Time.Nanoseconds, LinkType = LinkTypes.Ethernet, OriginalLength = (uint)next.Data.Length, Data = next.Data };
            return true;
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
