using PacketFleet.Engine.Regions;
using PacketFleet.Tests.Wire.Captures.Reading;

namespace PacketFleet.Tests.Engine.Regions.Directories;

public sealed class DirectoryFaultTests : IDisposable
{
    private readonly CaptureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Answer_FileTruncated_GivesAllWholePacketsThenSaysWhere()
    {
        var bytes = CaptureBytes.Pcap().Record(1, 0, [1]).Record(3, 0, [3]).Record(5, 0, new byte[1400]).ToArray();
        _folder.Write("a.pcap", bytes[..^40]).Write("b.pcap", (2, 2), (4, 4));

        var answer = Answer.Of(_folder.Region());

        answer.Bytes.ShouldBe("1 2 3 4");
        answer.Outcome.ShouldBe(new RegionOutcome(
            RegionEnd.Damaged, "Attic: file a.pcap ends in the middle of packet 3, at byte 1,434; everything before it was read.", false));
    }

    [Fact]
    public void Answer_WindowBeforeTheFault_IsComplete()
    {
        var bytes = CaptureBytes.Pcap().Record(1, 0, [1]).Record(3, 0, [3]).Record(5, 0, [5]).ToArray();
        _folder.Write("a.pcap", bytes[..^1]);

        Answer.Of(_folder.Region(), CaptureFolder.Request(before: 3)).Outcome.ShouldBe(RegionOutcome.Complete);
        Answer.Of(_folder.Region(), CaptureFolder.Request(before: 4)).Outcome.End.ShouldBe(RegionEnd.Damaged);
    }

    [Fact]
    public void Answer_TruncatedAndOutOfOrder_SaysSoToo()
    {
        var bytes = CaptureBytes.Pcap().Record(3, 0, [3]).Record(1, 0, [1]).Record(5, 0, [5]).ToArray();
        _folder.Write("a.pcap", bytes[..^1]);

        var answer = Answer.Of(_folder.Region(), CaptureFolder.Request(before: 2));

        answer.Bytes.ShouldBe("1");
        answer.Outcome.Reason.ShouldBe("Attic: file a.pcap ends in the middle of packet 3, at byte 74; everything before it was read.");
    }

    [Fact]
    public void Answer_SeveralFaults_NamesTheFirstAndCounts()
    {
        _folder.Write("a.pcap", (1, 1)).Write("b.pcap", "<html></html>"u8.ToArray()).Write("c.pcap.gz", [0x1f, 0x8b]).Write("d.pcap", [0x1f, 0x8b, 8, 0, 0])
            .Write("e.pcapng", CaptureBytes.Pcapng().Enhanced(7, 1, [1]));

        var answer = Answer.Of(_folder.Region());

        answer.Bytes.ShouldBe("1");
        answer.Outcome.Reason.ShouldBe(
            "Attic: file b.pcap begins with the bytes 3c68746d and is neither pcap nor pcapng (2 more files are damaged too); everything else was read.");
    }

    [Fact]
    public void Answer_FileStillWritten_IsCompleteAndSeesWhatComes()
    {
        var bytes = CaptureBytes.Pcap().Record(1, 0, [1]).Record(2, 0, [2]).Record(3, 0, [3]).ToArray();
        _folder.Time.AdjustTime(TimeProvider.System.GetUtcNow().AddSeconds(5));
        var region = _folder.Region();
        _folder.Write("a.pcap", bytes[..50]);
        Answer.Of(region).ShouldSatisfyAllConditions(a => a.Bytes.ShouldBe("1"), a => a.Outcome.ShouldBe(RegionOutcome.Complete));

        _folder.Write("a.pcap", bytes[..65]);
        Answer.Of(region).Bytes.ShouldBe("1", "it is looked at again after 15 s");
        _folder.Time.Advance(TimeSpan.FromSeconds(15));
        Answer.Of(region).Bytes.ShouldBe("1 2");

        _folder.Time.Advance(TimeSpan.FromSeconds(60));
        Answer.Of(region).Outcome.End.ShouldBe(RegionEnd.Damaged, "nobody writes it any more");
        _folder.Write("a.pcap", bytes);
        _folder.Time.Advance(TimeSpan.FromSeconds(60));
        Answer.Of(region).ShouldSatisfyAllConditions(a => a.Bytes.ShouldBe("1 2 3"), a => a.Outcome.ShouldBe(RegionOutcome.Complete));
    }

    [Fact]
    public void Answer_FileGrowsAfterOpening_GivesWhatItWasOpenedFor()
    {
        _folder.Write("a.pcap", (1, 1), (2, 2));
        using var stream = _folder.Region().Open(CaptureFolder.Request(), CancellationToken.None);

        _folder.Write("a.pcap", (1, 1), (2, 2), (3, 3));

        Answer.Of(stream).Bytes.ShouldBe("1 2");
    }

    [Fact]
    public void Answer_FileGoesOrShrinksAfterOpening_SaysSoAndMayBeRetried()
    {
        _folder.Write("a.pcap", (1, 1), (2, 2)).Write("b.pcap", (3, 3), (4, 4)).Write("c.pcap", (5, 5));
        using var stream = _folder.Region().Open(CaptureFolder.Request(), CancellationToken.None);

        File.Delete(_folder.File("a.pcap"));
        _folder.Write("b.pcap", (3, 3));

        var answer = Answer.Of(stream);
        answer.Bytes.ShouldBe("3 5");
        answer.Outcome.ShouldBe(new RegionOutcome(
            RegionEnd.Damaged, "Attic: file a.pcap is no longer there (another file is damaged too); everything else was read.", true));
    }

    [Fact]
    public void Answer_NoDirectory_IsUnusableWithTheMend()
    {
        var path = _folder.File("nowhere");
        Answer.Of(_folder.Region(path: path)).Outcome.ShouldBe(new RegionOutcome(
            RegionEnd.Unusable, $"Attic has no directory {path}: create it, or correct `PcapDirectory` in its settings.", false));

        _folder.Write("a.pcap", (1, 1));
        Answer.Of(_folder.Region(path: _folder.File("a.pcap"))).Outcome.Reason.ShouldStartWith("Attic has a file, ");
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Answer_DirectoryNotReadable_IsUnusable()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "the superuser may read everything");
        File.SetUnixFileMode(_folder.Path, UnixFileMode.None);
        try
        {
            Answer.Of(_folder.Region()).Outcome.Reason.ShouldStartWith($"Attic may not read its directory {_folder.Path}: ");
        }
        finally
        {
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
