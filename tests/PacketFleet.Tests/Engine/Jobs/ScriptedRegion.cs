using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Regions;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>A region whose packets and end a test writes: no sockets, for the engine's own decisions.</summary>
internal sealed class ScriptedRegion(string name) : IRegion
{
    private readonly ManualResetEventSlim _gate = new(true);
    private int _open;
    private int _asked;

    /// <summary>Packets to give, in order.</summary>
    public IReadOnlyList<ScriptedPacket> Packets { get; set; } = [];

    /// <summary>How the answer ends.</summary>
    public RegionOutcome End { get; set; } = RegionOutcome.Complete;

    /// <summary>Waits at the gate before the packet of this number (from 0); -1 = nowhere.</summary>
    public int GateAt { get; set; } = -1;

    /// <summary>Told each question when it comes.</summary>
    public Action<RegionRequest>? Opening { get; init; }

    /// <summary>How often it was asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Answers that are open now.</summary>
    public int StillOpen => Volatile.Read(ref _open);

    /// <summary>Most answers that were open at once.</summary>
    public int MostOpen { get; private set; }

    public string Name => name;

    public RegionKind Kind { get; init; } = RegionKind.Directory;

    public string Tag => "steno";

    public string? SourceOverride => null;

    public int MaxConcurrentFetches { get; init; } = 2;

    public JobLimits Limits { get; init; } = new(null, null, null);

    public RegionHealth Health { get; set; } = new(HealthState.Up, null, null, null, null);

    public long Shift => 0;

    /// <summary>Closes the gate: answers wait there.</summary>
    public void Close() => _gate.Reset();

    /// <summary>Opens it.</summary>
    public void Release() => _gate.Set();

    public Task<RegionHealth> CheckAsync(CancellationToken cancellation) => Task.FromResult(Health);

    public RegionStream Open(RegionRequest request, CancellationToken cancellation)
    {
        Opening?.Invoke(request);
        Interlocked.Increment(ref _asked);
        var open = Interlocked.Increment(ref _open);
        MostOpen = Math.Max(MostOpen, open);
        return new Answer(this, cancellation);
    }

    private sealed class Answer(ScriptedRegion region, CancellationToken cancellation) : RegionStream
    {
        private int _next;
        private RegionOutcome? _outcome;

        public override RegionOutcome Outcome => _outcome!;

        public override bool TryRead(out PacketRecord packet)
        {
            packet = default;
            try
            {
                if (_next == region.GateAt)
                    region._gate.Wait(cancellation);
            }
            catch (OperationCanceledException)
            {
                _outcome = new RegionOutcome(RegionEnd.Cancelled, null, true);
                return false;
            }

            if (cancellation.IsCancellationRequested)
            {
                _outcome = new RegionOutcome(RegionEnd.Cancelled, null, true);
                return false;
            }

            if (_next == region.Packets.Count)
            {
                _outcome = region.End;
                return false;
            }

            var scripted = region.Packets[_next++];
            packet = new PacketRecord { Time = scripted.Time.Nanoseconds, LinkType = LinkTypes.Ethernet, OriginalLength = (uint)scripted.Data.Length, Data = scripted.Data };
            return true;
        }

        protected override void Dispose(bool disposing) => Interlocked.Decrement(ref region._open);
    }
}

/// <summary>A packet of a <see cref="ScriptedRegion"/>.</summary>
internal sealed record ScriptedPacket(PacketTime Time, byte[] Data)
{
    /// <summary>So many packets, a second apart from this second on, each different.</summary>
    public static ScriptedPacket[] Series(int count, long fromSecond = 1_000) =>
        [.. Enumerable.Range(0, count).Select(i => new ScriptedPacket(PacketTime.FromSeconds(fromSecond + i, i), Frame(i)))];

    private static byte[] Frame(int number)
    {
        var data = new byte[60 + (number % 100)];
        data.AsSpan().Fill((byte)number);
        BitConverter.TryWriteBytes(data, number);
        return data;
    }
}
