using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Tests.Engine.Regions;

public sealed class RegionHealthMonitorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TimerTime _time = new();
    private readonly CountingLogger _logger = new();

    [Fact]
    public async Task Start_SeveralRegions_ChecksAllAtOnce()
    {
        var slow = new ScriptedRegion("slow") { Block = new TaskCompletionSource() };
        var quick = new ScriptedRegion("quick");
        await using var monitor = Monitor(slow, quick);

        monitor.Start();
        monitor.Start();

        await quick.Checks(1);
        await slow.Checks(1);
        slow.Block.SetResult();
    }

    [Fact]
    public async Task Up_ChecksEvery15Seconds()
    {
        var region = new ScriptedRegion("a");
        await using var monitor = Monitor(region);
        monitor.Start();
        await Settled(region, 1);

        for (var checks = 2; checks < 5; checks++)
        {
            _time.Advance(TimeSpan.FromSeconds(14.9));
            region.Count.ShouldBe(checks - 1);
            _time.Advance(TimeSpan.FromSeconds(0.1));
            await Settled(region, checks);
        }
    }

    [Fact]
    public async Task Down_BacksOffToAMinuteAndComesBack()
    {
        var region = new ScriptedRegion("a") { Next = HealthState.Down };
        await using var monitor = Monitor(region);
        monitor.Start();
        await Settled(region, 1);
        var checks = 1;

        foreach (var seconds in new[] { 15, 30, 60, 60 })
        {
            _time.Advance(TimeSpan.FromSeconds(seconds - 0.1));
            region.Count.ShouldBe(checks);
            if (checks == 4)
                region.Next = HealthState.Up;

            _time.Advance(TimeSpan.FromSeconds(0.1));
            await Settled(region, ++checks);
        }

        _time.Advance(TimeSpan.FromSeconds(15));
        await Settled(region, 6);
        _logger.Ids.ShouldBe([1021, 1020]);
    }

    [Fact]
    public async Task OnChanged_OnlyDifferencesAreTold_UntilDisposed()
    {
        var region = new ScriptedRegion("a");
        await using var monitor = Monitor(region);
        var told = new List<HealthState>();
        var subscription = monitor.OnChanged(r => told.Add(r.Health.State));
        using var broken = monitor.OnChanged(_ => throw new InvalidOperationException("a page gone wrong"));

        await monitor.CheckNowAsync(region, CancellationToken.None);
        await monitor.CheckNowAsync(region, CancellationToken.None);
        region.Next = HealthState.Down;
        await monitor.CheckNowAsync(region, CancellationToken.None);
        told.ShouldBe([HealthState.Up, HealthState.Down]);

        subscription.Dispose();
        region.Next = HealthState.Up;
        await monitor.CheckNowAsync(region, CancellationToken.None);
        told.Count.ShouldBe(2);
        monitor.Subscribers.ShouldBe(1);
    }

    [Fact]
    public async Task StopAsync_DuringACheck_CancelsIt()
    {
        var region = new ScriptedRegion("a") { Block = new TaskCompletionSource() };
        await using var monitor = Monitor(region);
        monitor.Start();
        await region.Checks(1);

        await monitor.StopAsync().WaitAsync(Patience);
    }

    private RegionHealthMonitor Monitor(params IRegion[] regions) => new(new RegionCatalog(regions), _time, _logger);

    /// <summary>Waits until so many checks are done and the loop waits for its next one.</summary>
    private async Task Settled(ScriptedRegion region, int checks)
    {
        await region.Checks(checks);
        await _time.Timers(checks);
    }

    private sealed class ScriptedRegion(string name) : IRegion
    {
        private readonly Channel<bool> _checked = Channel.CreateUnbounded<bool>();
        private int _count;
        private int _awaited;

        public string Name => name;

        public RegionKind Kind => RegionKind.Stenographer;

        public string Tag => "default";

        public string? SourceOverride => null;

        public int MaxConcurrentFetches => 1;

        public RegionHealth Health { get; private set; } = RegionHealth.Unknown;

        public long Shift => 0;

        public HealthState Next { get; set; } = HealthState.Up;

        public TaskCompletionSource? Block { get; init; }

        public int Count => Volatile.Read(ref _count);

        public async Task Checks(int count)
        {
            for (; _awaited < count; _awaited++)
                await _checked.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        }

        public async Task<RegionHealth> CheckAsync(CancellationToken cancellation)
        {
            Interlocked.Increment(ref _count);
            _checked.Writer.TryWrite(true);
            if (Block is not null)
                await Block.Task.WaitAsync(cancellation);

            return Health = new(Next, Next == HealthState.Down ? "It is down." : null, null, null, DateTimeOffset.UtcNow);
        }

        public RegionStream Open(RegionRequest request, CancellationToken cancellation) => throw new NotSupportedException();
    }

    /// <summary>Tells how many waits have begun, so that time moves only once somebody waits for it.</summary>
    private sealed class TimerTime : FakeTimeProvider
    {
        private readonly Channel<bool> _made = Channel.CreateUnbounded<bool>();
        private int _awaited;

        public async Task Timers(int count)
        {
            for (; _awaited < count; _awaited++)
                await _made.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _made.Writer.TryWrite(true);
            return timer;
        }
    }

    private sealed class CountingLogger : ILogger<RegionHealthMonitor>
    {
        public List<int> Ids { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Ids)
                Ids.Add(eventId.Id);
        }
    }
}
