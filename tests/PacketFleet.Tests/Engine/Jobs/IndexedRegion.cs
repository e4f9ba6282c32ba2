using System.Runtime.CompilerServices;
using PacketFleet.Engine.Preview;
using PacketFleet.Engine.Regions;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>A packet so many seconds behind a moment; one that is too long ends every answer it is in.</summary>
internal sealed record IndexedPacket(long Second, double Offset, bool TooLong = false)
{
    public PacketTime Time => new((Second * 1_000_000_000L) + (long)(Offset * 1e9));
}

/// <summary>As <see cref="FiledRegion"/>, with an index that can be counted and packets that end every answer they are in.</summary>
internal sealed class IndexedRegion(string name, IReadOnlyList<(PacketTime Opened, IndexedPacket[] Packets)> files) : IRegion
{
    private static readonly TimeSpan Slop = TimeSpan.FromMinutes(1);
    private int _asked;

    public bool Counts { get; set; } = true;
    public int Deleted { get; set; }
    public int Asked => Volatile.Read(ref _asked);
    public Func<int, int?> BreakAfter { get; set; } = _ => null;
    public Func<int, (int Packets, TimeSpan After)?> EndAfter { get; set; } = _ => null;
    public Action<int, CancellationToken>? OnHoldings { get; set; }
    public Action<int, int, CancellationToken>? OnPacket { get; set; }
    public bool Silent { get; set; }
    public List<string> Asks { get; } = [];
    private int _holdings;

    public IEnumerable<IndexedPacket> All => files.SelectMany(f => f.Packets);
    private IEnumerable<(PacketTime Opened, IndexedPacket[] Packets)> Held => files.Skip(Deleted);
    public string Name => name;
    public RegionKind Kind => RegionKind.Stenographer;
    public string Tag => "steno";
    public string? SourceOverride => null;
    public int MaxConcurrentFetches { get; set; } = 4;
    public RegionHealth Health { get; } = new(HealthState.Up, null, null, null, null);
    public long Shift => 0;
    public Task<RegionHealth> CheckAsync(CancellationToken cancellation) => Task.FromResult(Health);

    public Task<RegionHoldings> HoldingsAsync(CancellationToken cancellation)
    {
        OnHoldings?.Invoke(Interlocked.Increment(ref _holdings), cancellation);
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

    private IEnumerable<(PacketTime Opened, IndexedPacket[] Packets)> Selected(TimeWindow ask) =>
        Held.Where(f => !(f.Opened < ask.After?.Add(-Slop)) && !(f.Opened > ask.Before?.Add(Slop)));

    public async IAsyncEnumerable<CountStep> CountAsync(CountRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        if (!Counts)
        {
            yield return new CountEnd(false, "no", null);
            yield break;
        }

        foreach (var (opened, packets) in Selected(request.Ask ?? request.Window))
            yield return new CountedPart(opened, packets.Length, false, 0);
        yield return new CountEnd(true, null, request.Window);
    }

    public RegionStream Open(RegionRequest request, CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref _asked);
        lock (Asks)
            Asks.Add($"{request.Ask.After}..{request.Ask.Before}");
        var packets = Selected(request.Ask).SelectMany(f => f.Packets).TakeWhile(p => !p.TooLong).ToArray();
        return EndAfter(number) is { } end
            ? new Answer(this, number, [.. packets.Take(end.Packets)], null, cancellation, end.After)
            : new Answer(this, number, packets, BreakAfter(number), cancellation);
    }

    private sealed class Answer(IndexedRegion region, int number, IndexedPacket[] packets, int? breakAfter, CancellationToken cancellation, TimeSpan after = default) : RegionStream
    {
        private int _next;

        public override RegionOutcome Outcome => cancellation.IsCancellationRequested ? new RegionOutcome(RegionEnd.Cancelled, null, true)
            : _next == breakAfter && _next < packets.Length ? new RegionOutcome(RegionEnd.CutByNetwork, $"{region.Name} broke off.", true)
            : RegionOutcome.Complete;

        public override bool TryRead(out PacketRecord packet)
        {
            packet = default;
            if (region.Silent)
                cancellation.WaitHandle.WaitOne();
            if (cancellation.IsCancellationRequested)
                return false;
            if (_next == packets.Length || _next == breakAfter)
            {
                Thread.Sleep(after);
                return false;
            }

            region.OnPacket?.Invoke(number, _next, cancellation);
            var next = packets[_next++];
            var data = new byte[40];
            BitConverter.TryWriteBytes(data, next.Time.Nanoseconds);
            packet = new PacketRecord { Time = next.Time.Nanoseconds, LinkType = LinkTypes.Ethernet, OriginalLength = (uint)data.Length, Data = data };
            return true;
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
