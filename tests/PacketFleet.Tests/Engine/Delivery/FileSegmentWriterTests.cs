using PacketFleet.Engine.Delivery;
using PacketFleet.Wire;
using PacketFleet.Wire.Captures;

namespace PacketFleet.Tests.Engine.Delivery;

public sealed class FileSegmentWriterTests : IDisposable
{
    private const long Noon = 1_795_521_600_123_456_789;

    private readonly TemporaryArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public void Seal_RandomPackets_ReadsBackToTheNanosecond()
    {
        var random = new Random(1);
        var packets = Enumerable.Range(0, 20_000).Select(i => Packet.Random(random, Noon + (i * 1_001L), 600)).ToArray();

        var record = _archive.Store(TemporaryArchive.Label(), packets);

        record.File.ShouldBe("2026/11/24/job-000123/region-1-1de0a1cc-e1-0000.pcapng");
        record.Packets.ShouldBe(20_000);
        record.Bytes.ShouldBe(packets.Sum(p => (long)p.Data.Length));
        record.FileBytes.ShouldBe(new FileInfo(_archive.Full(record)).Length);
        record.First.Nanoseconds.ShouldBe(packets[0].Time);
        record.Last.Nanoseconds.ShouldBe(packets[^1].Time);
        record.CommittedAt.ShouldBe(_archive.Time.GetUtcNow());
        (record.Job, record.Region, record.Attempt, record.Slice, record.Number).ShouldBe((123, "Region 1", 1, 2, 0));

        var capture = PlainCapture.Read(_archive.Full(record));
        capture.Packets.ShouldBe(packets);
        capture.Interfaces.ShouldBe([(1, "Region 1")]);
        capture.Comment.ShouldBe("query: port 80 and host 1.2.3.4\njob: 123\nrequested by: ana\nregion: Region 1\nattempt: 1, slice: 2");
        _archive.Files().ShouldBe([record.File.Replace(".pcapng", ".idx", StringComparison.Ordinal), record.File]);
    }

    [Fact]
    public void Seal_ReadByTheProductsReader_HasTheHashOfWhatWasWritten()
    {
        var random = new Random(7);
        var packets = Enumerable.Range(0, 5_000).Select(i => Packet.Random(random, Noon + i, linkType: i % 3)).ToArray();
        var (written, read) = (new PacketHash(0), new PacketHash(0));
        foreach (var packet in packets)
            written.Add(packet.Record);

        var record = _archive.Store(TemporaryArchive.Label(), packets);
        using var reader = CaptureReader.Open(File.OpenRead(_archive.Full(record)));
        while (reader.TryRead(out var packet))
            read.Add(packet);

        reader.Outcome.End.ShouldBe(CaptureEnd.Complete);
        read.ShouldBe(written);
    }

    [Fact]
    public void Append_SeveralLinkTypes_GetAnInterfaceEachWhenFirstMet()
    {
        Packet[] packets =
        [
            new(Noon, [1, 2, 3], 3),
            new(Noon, [4], 4, LinkTypes.RawIp),
            new(Noon, [5, 6], 5),
            new(Noon, [], 9, LinkTypes.LinuxCooked),
            new(Noon, [7], 1, LinkTypes.RawIp),
        ];

        var record = _archive.Store(TemporaryArchive.Label(), packets);

        var capture = PlainCapture.Read(_archive.Full(record));
        capture.Packets.ShouldBe(packets);
        capture.Interfaces.ShouldBe([(1, "Region 1"), (101, "Region 1"), (113, "Region 1")]);
    }

    [Fact]
    public void Append_PacketLongerThanTheBuffer_IsKeptWhole()
    {
        var random = new Random(2);
        var large = new byte[1_500_001];
        random.NextBytes(large);
        Packet[] packets = [Packet.Random(random, Noon), new(Noon + 1, large, 1_500_001), Packet.Random(random, Noon + 2)];

        var record = _archive.Store(TemporaryArchive.Label(), packets);

        PlainCapture.Read(_archive.Full(record)).Packets.ShouldBe(packets);
    }

    [Fact]
    public void Seal_WithoutPackets_IsAValidEmptyCapture()
    {
        var record = _archive.Store(TemporaryArchive.Label(), []);

        PlainCapture.Read(_archive.Full(record)).Interfaces.ShouldBe([(1, "Region 1")]);
        record.Packets.ShouldBe(0);
    }

    [Fact]
    public void Seal_TimesBefore1970_KeepTheirBits()
    {
        Packet[] packets = [new(-1, [1], 1), new(long.MinValue, [2], 1), new(long.MaxValue, [3], 1)];

        var record = _archive.Store(TemporaryArchive.Label(), packets);

        PlainCapture.Read(_archive.Full(record)).Packets.ShouldBe(packets);
        (record.First.Nanoseconds, record.Last.Nanoseconds).ShouldBe((long.MinValue, long.MaxValue));
    }

    [Fact]
    public void Dispose_Unsealed_LeavesNothing()
    {
        using (var writer = _archive.Factory.Create(TemporaryArchive.Label()))
        {
            writer.Append(new Packet(Noon, [1], 1).Record);
            _archive.Files().ShouldHaveSingleItem().ShouldEndWith(".pcapng.tmp");
        }

        _archive.Files().ShouldBeEmpty();
    }

    [Fact]
    public void FileBytes_WhileWriting_CountsWhatIsBuffered()
    {
        using var writer = _archive.Factory.Create(TemporaryArchive.Label());
        var before = writer.FileBytes;
        writer.Append(new Packet(Noon, new byte[90], 90).Record);
        writer.Append(new Packet(Noon, new byte[90], 90).Record);

        (writer.Packets, writer.Bytes).ShouldBe((2, 180));
        writer.Seal(_archive.Time.GetUtcNow()).FileBytes.ShouldBe(writer.FileBytes);
        before.ShouldBeLessThan(writer.FileBytes);
    }

    [Fact]
    public void Append_ManyPackets_AllocatesNothingPerPacket()
    {
        using var writer = _archive.Factory.Create(TemporaryArchive.Label());
        var packet = new Packet(Noon, new byte[90], 90);

        // More than a buffer: by then it has all it needs.
        for (var i = 0; i < 20_000; i++)
            writer.Append(packet.Record);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200_000; i++)
            writer.Append(packet.Record);

        // The index grows by 40 bytes a chunk of 128 KiB.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 << 10);
    }

    [Fact]
    public void Seal_RealCapture_OpensInWireshark()
    {
        Wireshark.Needed();
        var frame = Convert.FromHexString("ffffffffffff020000000001080600010800060400010200000000010a0000010000000000000a000002");
        var record = _archive.Store(TemporaryArchive.Label("Región 2"), [new(Noon, frame, 42), new(Noon + 1, frame, 42)]);

        Wireshark.Fields(_archive.Full(record), "frame.time_epoch", "frame.interface_name", "arp.dst.proto_ipv4").ShouldBe(
            ["1795521600.123456789\tRegión 2\t10.0.0.2", "1795521600.123456790\tRegión 2\t10.0.0.2"]);
        Wireshark.Info(_archive.Full(record)).ShouldContain(line => line.Contains("port 80 and host 1.2.3.4", StringComparison.Ordinal));
    }
}
