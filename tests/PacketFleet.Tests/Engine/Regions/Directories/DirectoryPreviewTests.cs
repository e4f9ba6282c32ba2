using PacketFleet.Engine.Preview;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Regions.Directories;

public sealed class DirectoryPreviewTests : IDisposable
{
    private readonly CaptureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task HoldingsAsync_Captures_AreItsFiles()
    {
        _folder.Write("b.pcap", (1000, 1), (1100, 2)).Write("a.pcap", (100, 3), (50, 4)).Write("c.pcap", (1060, 5), (1200, 6)).Write("empty.pcap");

        var holdings = await _folder.Region().HoldingsAsync(CancellationToken.None);

        holdings.Known.ShouldBeTrue();
        holdings.FileAge.ShouldBeNull();
        holdings.Threads.Single().Files.Select(f => f.Start).ShouldBe([At(50), At(1000), At(1060)]);
        holdings.Oldest.ShouldBe(At(50));
        holdings.Newest.ShouldBe(Behind(1200));
        holdings.Horizon.ShouldBe(Behind(1200));
        holdings.Capturing.ShouldBe(false);
        holdings.Holes.ShouldBe([new HeldHole(0, Behind(100), At(1000)), new HeldHole(0, Behind(1200), null)]);
        WindowCoverage.Of(holdings, new TimeWindow(At(0), At(2000)), At(3000)).Select(s => s.Kind)
            .ShouldBe([HeldKind.Gone, HeldKind.Held, HeldKind.NoCapture, HeldKind.Held, HeldKind.NoCapture]);
    }

    [Fact]
    public async Task HoldingsAsync_Rebased_IsShifted()
    {
        _folder.Write("a.pcap", (10, 1), (500, 2));
        var start = PacketTime.From(_folder.Time.GetUtcNow());

        var holdings = await _folder.Region(rebase: true, start).HoldingsAsync(CancellationToken.None);

        holdings.Newest.ShouldBe(new PacketTime(start.Nanoseconds - PacketTime.Second + 1));
        holdings.Oldest.ShouldBe(start.Add(TimeSpan.FromSeconds(-491)));
        holdings.Capturing.ShouldBe(false);
    }

    [Fact]
    public async Task HoldingsAsync_CaptureOfNow_HoldsAllUpToNow()
    {
        var now = _folder.Time.GetUtcNow();
        var second = (uint)now.ToUnixTimeSeconds();
        _folder.Write("a.pcap", (second - 60, 1), (second - 30, 2));

        var holdings = await _folder.Region().HoldingsAsync(CancellationToken.None);

        holdings.Capturing.ShouldBe(true);
        WindowCoverage.Of(holdings, new TimeWindow(At((int)second - 60), null), PacketTime.From(now)).Single().Kind.ShouldBe(HeldKind.Held);
    }

    [Fact]
    public async Task HoldingsAsync_NoDirectory_IsUnknown()
    {
        var holdings = await _folder.Region(path: _folder.File("nowhere")).HoldingsAsync(CancellationToken.None);

        holdings.Known.ShouldBeFalse();
        holdings.Reason!.ShouldStartWith("Attic has no directory ");
    }

    [Fact]
    public async Task CountAsync_Minutes_AreCountedExactly()
    {
        _folder.Write("a.pcap", (59, 1), (60, 2), (61, 3), (180, 4)).Write("b.pcap", (62, 5), (300, 6), (10, 7));

        var (parts, end) = await CountAsync(new CountRequest(CaptureFolder.Request().Query, new TimeWindow(At(59), At(300))));

        parts.Select(p => (p.At, p.Packets)).ShouldBe([(At(0), 1L), (At(60), 3L), (At(180), 1L)]);
        parts.ShouldAllBe(p => !p.IsEdge);
        end.ShouldBe(new CountEnd(true, null, new TimeWindow(At(59), At(300))));
    }

    [Fact]
    public async Task CountAsync_Shift_MovesTheMinutes()
    {
        _folder.Write("a.pcap", (59, 1), (61, 3));

        var (parts, _) = await CountAsync(new CountRequest(CaptureFolder.Request().Query, new TimeWindow(At(1061), null)) { Shift = 1000 * CaptureFolder.Second });

        parts.Single().ShouldBe(new CountedPart(At(1020), 1, false, 1));
    }

    [Fact]
    public async Task CountAsync_Filter_IsEvaluated()
    {
        _folder.Write("a.pcap", TestKit.Packets.PcapBuilder.Mixed(500, 5, start: 60 * CaptureFolder.Second).ToPcap());
        var request = CaptureFolder.Request("tcp and port 443");
        var expected = Answer.Of(_folder.Region(), request).Packets.Count;

        var (parts, _) = await CountAsync(new CountRequest(request.Query, TimeWindow.Everything));

        expected.ShouldBeGreaterThan(10);
        parts.Sum(p => p.Packets).ShouldBe(expected);
    }

    [Fact]
    public async Task CountAsync_TooMuchToRead_EndsAtAWholeMinute()
    {
        _folder.Write("a.pcap", (10, 1), (70, 2), (71, 3), (130, 4));

        var (parts, end) = await CountAsync(new CountRequest(CaptureFolder.Request().Query, TimeWindow.Everything) { MostBytes = 3 * 17 });

        parts.Sum(p => p.Packets).ShouldBe(3);
        end.Complete.ShouldBeFalse();
        end.Counted.ShouldBe(new TimeWindow(null, At(120)));
        end.Reason.ShouldBe("Attic has more to read than 0 MiB; what is after 1970-01-01T00:02:00Z was not counted: narrow the window.");
    }

    [Fact]
    public async Task CountAsync_TooMuchInAMinute_LeavesThatMinuteOut()
    {
        _folder.Write("a.pcap", (10, 1), (70, 2), (71, 3), (72, 4));

        var (parts, end) = await CountAsync(new CountRequest(CaptureFolder.Request().Query, TimeWindow.Everything) { MostBytes = 3 * 17 });

        parts.Select(p => (p.At, p.Packets)).ShouldBe([(At(0), 1L)]);
        end.Counted.ShouldBe(new TimeWindow(null, At(60)));
    }

    [Fact]
    public async Task CountAsync_DamagedFile_SaysSo()
    {
        var whole = CaptureBytesOf((10, 1), (11, 2));
        _folder.Write("a.pcap", whole[..^1]).Write("b.pcap", (12, 3));

        var (parts, end) = await CountAsync(new CountRequest(CaptureFolder.Request().Query, TimeWindow.Everything));

        parts.Sum(p => p.Packets).ShouldBe(2);
        end.Complete.ShouldBeFalse();
        end.Reason!.ShouldContain("file a.pcap ends");
        end.Reason!.ShouldEndWith("; everything else was counted.");
    }

    [Fact]
    public async Task CountAsync_Cancelled_Throws()
    {
        _folder.Write("a.pcap", (10, 1));
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(CountAsync(new CountRequest(CaptureFolder.Request().Query, TimeWindow.Everything), cancel.Token));
    }

    private static PacketTime At(int seconds) => PacketTime.FromSeconds(seconds);

    private static PacketTime Behind(int seconds) => new((seconds * PacketTime.Second) + 1);

    private static byte[] CaptureBytesOf(params (uint Second, byte Byte)[] packets)
    {
        using var folder = new CaptureFolder();
        return File.ReadAllBytes(folder.Write("x.pcap", packets).File("x.pcap"));
    }

    private async Task<(List<CountedPart> Parts, CountEnd End)> CountAsync(CountRequest request, CancellationToken cancellation = default)
    {
        var steps = new List<CountStep>();
        await foreach (var step in _folder.Region().CountAsync(request, cancellation))
            steps.Add(step);
        return ([.. steps.OfType<CountedPart>()], steps[^1].ShouldBeOfType<CountEnd>());
    }
}
