using PacketFleet.Engine.Regions;
using PacketFleet.Tests.Wire.Captures.Reading;

namespace PacketFleet.Tests.Engine.Regions.Directories;

public sealed class DirectoryOrderTests : IDisposable
{
    private readonly CaptureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Answer_FilesOneAfterTheOther_IsInTimeOrderWhateverTheirNames()
    {
        _folder.Write("a.pcap", (30, 5), (31, 6)).Write("b.pcap", (10, 1), (11, 2)).Write("c.pcap1", (20, 3), (20, 4));

        var answer = Answer.Of(_folder.Region());

        answer.Bytes.ShouldBe("1 2 3 4 5 6");
        answer.Outcome.ShouldBe(RegionOutcome.Complete);
    }

    [Fact]
    public void Answer_FilesThatOverlap_AreMergedAndTiesGoByFileName()
    {
        _folder.Write("b.pcap", (10, 2), (20, 4), (30, 7)).Write("a.pcap", (10, 1), (20, 3), (25, 5)).Write("c.pcap", (26, 6));

        Answer.Of(_folder.Region()).Bytes.ShouldBe("1 2 3 4 5 6 7");
    }

    [Fact]
    public void Answer_FileOutOfOrder_IsSortedAndMerged()
    {
        _folder.Write("a.pcap", (30, 5), (10, 1), (20, 3), (10, 2)).Write("b.pcap", (25, 4), (40, 6));

        var answer = Answer.Of(_folder.Region());

        answer.Bytes.ShouldBe("1 2 3 4 5 6");
        answer.Outcome.ShouldBe(RegionOutcome.Complete);
    }

    [Fact]
    public void Answer_PcapngOutOfOrder_KeepsLengthsAndLinkTypes()
    {
        _folder.Write("a.pcapng", CaptureBytes.Pcapng().Interface(1).Interface(101)
            .Enhanced(1, 3_000_000, CaptureBytes.Data(3, 3000))
            .Enhanced(0, 1_000_000, CaptureBytes.Data(1, 5), original: 99)
            .Section().Interface(113)
            .Enhanced(0, 2_000_000, CaptureBytes.Data(2, 70_000)));

        var answer = Answer.Of(_folder.Region());

        answer.LinkTypes.ShouldBe([1, 113, 101]);
        answer.Packets.Select(p => p.Data).ShouldBe([
            Convert.ToHexString(CaptureBytes.Data(1, 5)), Convert.ToHexString(CaptureBytes.Data(2, 70_000)), Convert.ToHexString(CaptureBytes.Data(3, 3000))]);
    }

    [Fact]
    public void Answer_KindsAndLinkTypesMixed_KeepsThem()
    {
        _folder.Write("a.pcap", CaptureBytes.Pcap(bigEndian: true, CaptureBytes.Nano, linkType: 101).Record(1, 5, [1]))
            .Write("b.cap", CaptureBytes.Pcap(linkType: 113).Record(2, 5, [2]))
            .Write("c.PCAPNG", CaptureBytes.Pcapng(bigEndian: true).Interface(276, options: o => o.Option(9, 9)).Enhanced(0, 3_000_000_007, [3]))
            .Write("d.dmp", CaptureBytes.Pcap(linkType: 1).Record(4, 0, [4]));

        var answer = Answer.Of(_folder.Region());

        answer.Packets.ShouldBe([(1_000_000_005, "01"), (2_000_005_000, "02"), (3_000_000_007, "03"), (4_000_000_000, "04")]);
        answer.LinkTypes.ShouldBe([101, 113, 276, 1]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(150)]
    public void Answer_RandomFiles_IsTheSortedUnionAndTheSameTwice(int files)
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var expected = new List<(uint Second, int File, int Number)>();
        for (var file = 0; file < files; file++)
        {
            var isSorted = random.Next(3) > 0;
            var seconds = Enumerable.Range(0, random.Next(0, 40)).Select(_ => (uint)random.Next(1, 60)).ToList();
            if (isSorted)
                seconds.Sort();
            var bytes = CaptureBytes.Pcap();
            for (var i = 0; i < seconds.Count; i++)
            {
                bytes.Record(seconds[i], 0, [(byte)file, (byte)i]);
                expected.Add((seconds[i], file, i));
            }

            _folder.Write(FormattableString.Invariant($"{file:D3}.pcap"), bytes);
        }

        var region = _folder.Region();
        var answer = Answer.Of(region);

        answer.Packets.ShouldBe(expected.Order().Select(e => (e.Second * CaptureFolder.Second, $"{e.File:X2}{e.Number:X2}")));
        Answer.Of(region).Packets.ShouldBe(answer.Packets);
        answer.Outcome.ShouldBe(RegionOutcome.Complete);
    }

    [Fact]
    public void Answer_OtherFiles_AreLeftAlone()
    {
        _folder.Write("a.pcap", (1, 1)).Write(".hidden.pcap", (1, 9)).Write("b.pcap.tmp", (1, 9)).Write("c.pcap~", (1, 9)).Write("notes.txt", [1])
            .Write("empty.pcap", Array.Empty<byte>()).Write("memory.dmp", [1, 2, 3, 4, 5]);
        Directory.CreateDirectory(_folder.File("below.pcap"));
        File.CreateSymbolicLink(_folder.File("nowhere.pcap"), _folder.File("gone"));
        File.CreateSymbolicLink(_folder.File("z.pcap"), _folder.File("a.pcap"));

        var answer = Answer.Of(_folder.Region());

        answer.Bytes.ShouldBe("1 1");
        answer.Outcome.ShouldBe(RegionOutcome.Complete);
    }
}
