using System.Buffers;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Delivery.Gravwell.Connections;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Tests.Engine.Delivery.Gravwell.Connections;

public sealed class ConnectionPartsTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void BackOff_DoublesFromTheSecondFailureOnUpToTheLongest()
    {
        var random = 0.5;
        var backOff = new BackOff(new IndexerTimes(), () => random);
        backOff.After(EndKind.Lost).ShouldBeLessThan(TimeSpan.FromMilliseconds(60));
        Enumerable.Range(0, 8).Select(_ => backOff.After(EndKind.Lost).TotalSeconds).ShouldBe([0.5, 1, 2, 4, 8, 15, 15, 15]);
        random = 0;
        backOff.After(EndKind.Lost).TotalSeconds.ShouldBe(15 * 0.75);
        random = 1;
        backOff.After(EndKind.Lost).TotalSeconds.ShouldBe(15 * 1.25);
        backOff.After(EndKind.Refused).ShouldBe(TimeSpan.FromMinutes(5));
        backOff.Served(TimeSpan.FromSeconds(14.9));
        backOff.After(EndKind.Lost).TotalSeconds.ShouldBe(15 * 1.25, "it did not serve long enough");
        backOff.Served(TimeSpan.FromSeconds(15));
        backOff.After(EndKind.Lost).ShouldBeLessThan(TimeSpan.FromMilliseconds(60));
    }

    [Fact]
    public void BackOff_ManyHiccupsInARow_AreALoss()
    {
        var backOff = new BackOff(new IndexerTimes(), () => 0);
        var hiccup = new ConnectionEnd(EndKind.Hiccup, "hung up");
        for (var i = 0; i < 3; i++)
        {
            backOff.Judge(hiccup).Kind.ShouldBe(EndKind.Hiccup);
            backOff.After(EndKind.Hiccup).ShouldBeLessThan(TimeSpan.FromMilliseconds(60));
        }

        backOff.Judge(hiccup).ShouldBe(ConnectionEnd.Lost("hung up"));
        backOff.Served(TimeSpan.FromMinutes(1));
        backOff.Judge(hiccup).Kind.ShouldBe(EndKind.Hiccup);
    }

    [Fact]
    public void StateReport_IsDueWhenCountersMovedAndNowAndThen()
    {
        var counters = new IngesterCounters(_clock.GetUtcNow());
        var report = new StateReport(Delivering.Usual, counters, IPAddress.Parse("::ffff:10.1.2.3"), _clock);
        var output = new ArrayBufferWriter<byte>();
        report.IsDue.ShouldBeTrue();
        report.Write(output);
        report.IsDue.ShouldBeFalse();

        _clock.Advance(TimeSpan.FromSeconds(31));
        report.IsDue.ShouldBeFalse("nothing moved");
        counters.Add(3, 300);
        report.IsDue.ShouldBeTrue();
        output.Clear();
        report.Write(output);
        var decoder = new IngesterDecoder();
        var whole = new ArrayBufferWriter<byte>();
        whole.Write(new byte[IngestSecret.ResponseLength]);
        IngesterMessages.Tags(whole, ["steno"]);
        IngesterMessages.State(whole, IngestState.Hot);
        whole.Write(output.WrittenSpan);
        decoder.Add(whole.WrittenSpan);
        IngesterMessage message = default;
        while (decoder.TryRead(out var next))
            message = next;
        decoder.Fault.ShouldBeNull();
        var status = message.Status.ShouldNotBeNull();
        (status.Entries, status.Size, status.Ip, status.Uptime).ShouldBe((3ul, 300ul, "10.1.2.3", 31_000_000_000));

        counters.Add(1, 1);
        report.IsDue.ShouldBeFalse("not so soon");
        _clock.Advance(TimeSpan.FromSeconds(30));
        report.IsDue.ShouldBeTrue();
        report.Write(output);
        _clock.Advance(TimeSpan.FromMinutes(4.9));
        report.IsDue.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMinutes(0.2));
        report.IsDue.ShouldBeTrue();
    }

    [Fact]
    public void RateMeter_TellsTheLastSeconds()
    {
        var meter = new RateMeter(_clock);
        meter.PerSecond().ShouldBe(0);
        meter.Add(1000);
        meter.PerSecond().ShouldBe(4000, "a quarter of a second is all there is");
        for (var i = 0; i < 100; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(250));
            meter.Add(1000);
        }

        meter.PerSecond().ShouldBe(4000);
        _clock.Advance(TimeSpan.FromSeconds(2));
        meter.PerSecond().ShouldBe(2000);
        _clock.Advance(TimeSpan.FromDays(2));
        meter.PerSecond().ShouldBe(0);
    }

    [Fact]
    public void TokenBucket_LetsNoMoreThroughThanIsDue()
    {
        var bucket = new TokenBucket(8000, _clock);
        (bucket.IsLimited, bucket.Burst).ShouldBe((true, 100));
        bucket.Wait().ShouldBe(TimeSpan.Zero);
        bucket.Take(600);
        bucket.Wait().TotalMilliseconds.ShouldBe(501, 0.01);
        _clock.Advance(TimeSpan.FromMilliseconds(501));
        bucket.Wait().ShouldBe(TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromHours(1));
        bucket.Wait().ShouldBe(TimeSpan.Zero);
        bucket.Take(101);
        bucket.Wait().ShouldBeGreaterThan(TimeSpan.Zero, "what was not used is not kept");
        new TokenBucket(0, _clock).Wait().ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Queue_WhoeverLosesInterest_DoesNotWait()
    {
        var queue = new EntryQueue();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        queue.TryTake(TimeSpan.FromMinutes(1), () => true, out _).ShouldBeFalse();
        var over = false;
        var taken = Task.Run(() => queue.TryTake(TimeSpan.FromMinutes(1), () => Volatile.Read(ref over), out _), TestContext.Current.CancellationToken);
        Volatile.Write(ref over, true);
        queue.Wake();
        (await taken.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBeFalse();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }
}
