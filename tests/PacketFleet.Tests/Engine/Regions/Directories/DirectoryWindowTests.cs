using PacketFleet.Engine.Regions;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Regions.Directories;

public sealed class DirectoryWindowTests : IDisposable
{
    private readonly CaptureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, null, "1 2 3 4 5 6")]
    [InlineData(12u, 31u, "3 4 5")]
    [InlineData(11u, 12u, "2")]
    [InlineData(null, 11u, "1")]
    [InlineData(31u, null, "6")]
    [InlineData(32u, 99u, "")]
    [InlineData(31u, 12u, "")]
    [InlineData(12u, 12u, "")]
    public void Answer_Window_IsCutExactly(uint? after, uint? before, string expected)
    {
        _folder.Write("a.pcap", (10, 1), (11, 2), (12, 3), (30, 5), (31, 6)).Write("b.pcap", (20, 4));
        Answer.Of(_folder.Region(), CaptureFolder.Request(after: after, before: before)).Bytes.ShouldBe(expected);

        _folder.Write("a.pcap", (31, 6), (11, 2), (12, 3), (10, 1), (30, 5));
        Answer.Of(_folder.Region(), CaptureFolder.Request(after: after, before: before)).Bytes.ShouldBe(expected);
    }

    [Fact]
    public void Answer_Shift_MovesTimesAndWindow()
    {
        _folder.Write("a.pcap", (10, 1), (11, 2), (12, 3));

        var answer = Answer.Of(_folder.Region(), CaptureFolder.Request(after: 1011, before: 1012, shift: 1000 * CaptureFolder.Second));

        answer.Packets.ShouldBe([(1011 * CaptureFolder.Second, "02")]);
    }

    [Fact]
    public void Shift_Rebased_EndsASecondBeforeTheStartAndStays()
    {
        _folder.Write("a.pcap", (10, 1), (500, 2));
        var region = _folder.Region(rebase: true, PacketTime.FromSeconds(1_000_000));

        var shift = region.Shift;

        shift.ShouldBe(999_499 * CaptureFolder.Second);
        _folder.Write("b.pcap", (600, 3));
        _folder.Time.Advance(TimeSpan.FromMinutes(1));
        Answer.Of(region, CaptureFolder.Request(shift: shift)).Packets.Select(p => p.Time / CaptureFolder.Second).ShouldBe([999_509, 999_999, 1_000_099]);
        region.Shift.ShouldBe(shift);
    }

    [Fact]
    public void Shift_NotRebasedOrEmpty_IsZero()
    {
        _folder.Region(rebase: true).Shift.ShouldBe(0);
        _folder.Write("a.pcap", (10, 1));
        _folder.Region().Shift.ShouldBe(0);
    }

    [Fact]
    public void Answer_Limits_EndItSoundly()
    {
        _folder.Write("a.pcap", (10, 1), (11, 2), (12, 3));
        var region = _folder.Region();

        Answer.Of(region, CaptureFolder.Request() with { MaxPackets = 2 }).ShouldSatisfyAllConditions(
            a => a.Bytes.ShouldBe("1 2"),
            a => a.Outcome.ShouldBe(RegionOutcome.Complete));
        Answer.Of(region, CaptureFolder.Request() with { MaxBytes = 1 }).Bytes.ShouldBe("1");
    }

    [Fact]
    public void Answer_Cancelled_EndsAtOnce()
    {
        _folder.Write("a.pcap", (10, 1), (11, 2), (12, 3));
        using var cancellation = new CancellationTokenSource();
        using var stream = _folder.Region().Open(CaptureFolder.Request(), cancellation.Token);
        stream.TryRead(out _).ShouldBeTrue();

        cancellation.Cancel();

        stream.TryRead(out _).ShouldBeFalse();
        stream.Outcome.End.ShouldBe(RegionEnd.Cancelled);
        using var late = _folder.Region().Open(CaptureFolder.Request(), cancellation.Token);
        late.TryRead(out _).ShouldBeFalse();
        late.Outcome.End.ShouldBe(RegionEnd.Cancelled);
    }
}
