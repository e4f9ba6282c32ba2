using System.Diagnostics;
using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using static PacketFleet.Tests.Engine.Regions.Stenographers.StenographerFixture;

namespace PacketFleet.Tests.Engine.Regions.Stenographers;

public sealed class CancelTests(StenographerFixture fixture) : IClassFixture<StenographerFixture>
{
    private static readonly RegionOutcome Cancelled = new(RegionEnd.Cancelled, "Region 1 was stopped as asked.", true);

    [Fact]
    public async Task TryRead_CancelledWhileItBlocks_EndsAtOnceAndTheServerNotices()
    {
        var pcap = PcapBuilder.Mixed(100, 3).ToPcap();
        using var server = new FakeStenographer(fixture.Pki) { Answer = _ => FakeAnswer.Capture(pcap) with { StallAfter = pcap.Length } };
        using var cancel = new CancellationTokenSource();
        var region = Region(server.Region("Region 1"));
        using var stream = region.Open(Ask("tcp"), cancel.Token);
        for (var i = 0; i < 100; i++)
            stream.TryRead(out _).ShouldBeTrue();

        var query = server.Next();
        await query.Stalled.WaitAsync(TimeSpan.FromSeconds(20));
        var blocked = Task.Factory.StartNew(() => Fetched(stream), TaskCreationOptions.LongRunning);

        (await EndsAtOnce(blocked, cancel)).Outcome.ShouldBe(Cancelled);
        (await query.Ended.WaitAsync(TimeSpan.FromSeconds(5))).ShouldBe(FakeEnd.ClientLeft);
    }

    [Fact]
    public async Task TryRead_CancelledWhilePacketsPour_EndsAtOnceAndTheServerNotices()
    {
        var block = ClassicPcap.Records(PcapBuilder.Mixed(500, 5).Packets);
        using var server = new FakeStenographer(fixture.Pki) { Answer = _ => FakeAnswer.Repeated(ClassicPcap.Header(), block, long.MaxValue) };
        using var cancel = new CancellationTokenSource();
        var region = Region(server.Region("Region 1"));
        using var stream = region.Open(Ask("tcp"), cancel.Token);
        for (var i = 0; i < 10_000; i++)
            stream.TryRead(out _).ShouldBeTrue();

        await cancel.CancelAsync();
        var left = 0;
        while (stream.TryRead(out _))
            left++;

        stream.Outcome.ShouldBe(Cancelled);
        (await server.Next().Ended.WaitAsync(TimeSpan.FromSeconds(5))).ShouldBe(FakeEnd.ClientLeft);
        left.ShouldBeLessThan(10_000);
    }

    [Fact]
    public async Task Open_CancelledBeforeTheAnswer_EndsAtOnce()
    {
        using var server = new FakeStenographer(fixture.Pki) { Answer = _ => new() { StallBeforeHeaders = true } };
        using var cancel = new CancellationTokenSource();
        var fetch = Start(server.Region("Region 1"), cancel.Token);
        await server.Next().Stalled.WaitAsync(TimeSpan.FromSeconds(20));

        (await EndsAtOnce(fetch, cancel)).Outcome.ShouldBe(Cancelled);
    }

    [Fact]
    public async Task Open_CancelledDuringTheHandshake_EndsAtOnce()
    {
        using var server = new FakeStenographer(fixture.Pki, new() { SilentHandshake = true });
        using var cancel = new CancellationTokenSource();
        var fetch = Start(server.Region("Region 1"), cancel.Token);
        SpinWait.SpinUntil(() => server.Accepted > 0, TimeSpan.FromSeconds(20)).ShouldBeTrue();

        (await EndsAtOnce(fetch, cancel)).Outcome.ShouldBe(Cancelled);
    }

    [Fact]
    public async Task Open_CancelledWhileConnecting_EndsAtOnce()
    {
        using var full = new FullListener();
        using var cancel = new CancellationTokenSource();
        var fetch = Start(fixture.Pki.Region("Region 1", full.Port), cancel.Token);

        (await EndsAtOnce(fetch, cancel)).Outcome.ShouldBe(Cancelled);
    }

    [Fact]
    public void Open_CancelledBefore_DoesNotConnect()
    {
        using var server = new FakeStenographer(fixture.Pki);

        Fetch(Region(server.Region("Region 1")), Ask("tcp"), new CancellationToken(canceled: true)).Outcome.ShouldBe(Cancelled);

        server.Accepted.ShouldBe(0);
    }

    [Fact]
    public async Task Dispose_InMidAnswer_LetsTheServerGo()
    {
        var block = ClassicPcap.Records(PcapBuilder.Mixed(500, 5).Packets);
        using var server = new FakeStenographer(fixture.Pki) { Answer = _ => FakeAnswer.Repeated(ClassicPcap.Header(), block, long.MaxValue) };
        var stream = Region(server.Region("Region 1")).Open(Ask("tcp"), CancellationToken.None);
        stream.TryRead(out _).ShouldBeTrue();

        stream.Dispose();

        (await server.Next().Ended.WaitAsync(TimeSpan.FromSeconds(5))).ShouldBe(FakeEnd.ClientLeft);
    }

    private static (List<TestPacket> Packets, RegionOutcome Outcome) Fetched(RegionStream stream)
    {
        stream.TryRead(out _).ShouldBeFalse();
        return ([], stream.Outcome);
    }

    private static Task<(List<TestPacket> Packets, RegionOutcome Outcome)> Start(RegionOptions options, CancellationToken cancellation) =>
        Task.Factory.StartNew(() => Fetch(Region(options), Ask("tcp"), cancellation), TaskCreationOptions.LongRunning);

    private static async Task<(List<TestPacket> Packets, RegionOutcome Outcome)> EndsAtOnce(
        Task<(List<TestPacket> Packets, RegionOutcome Outcome)> fetch, CancellationTokenSource cancel)
    {
        // Time to come to the call that blocks.
        (await Task.WhenAny(fetch, Task.Delay(100))).ShouldNotBe(fetch);
        var watch = Stopwatch.StartNew();
        await cancel.CancelAsync();
        var result = await fetch.WaitAsync(TimeSpan.FromSeconds(10));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        return result;
    }
}
