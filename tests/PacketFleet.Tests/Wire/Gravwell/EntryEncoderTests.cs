using System.Buffers;
using PacketFleet.Wire;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Tests.Wire.Gravwell;

public sealed class EntryEncoderTests
{
    private static readonly byte[] Source = Convert.FromHexString("00000000000000000000000000000064");

    [Fact]
    public void Write_RecordedPacket_GivesTheRecordedBytes()
    {
        var recorded = WireVectors.Session("clear").Last(w => !w.FromServer).Bytes!;
        const int Data = 0x57b;
        var encoder = new EntryEncoder(1, Source);
        encoder.Length(Data).ShouldBe(EntryEncoder.HeadLength + Data);
        var bytes = new byte[encoder.Length(Data)];
        encoder.Write(bytes, 1, (1_700_000_000 * PacketTime.Second) + 5000, 99_999, recorded.AsSpan(EntryEncoder.HeadLength, Data)).ShouldBe(bytes.Length);
        bytes.ShouldBe(recorded[..bytes.Length]);
    }

    [Fact]
    public void Write_WithLabels_CarriesThemWithTheirTypes()
    {
        var encoder = new EntryEncoder(7, Source, new EntryLabels("Région 1", 4_000_000_000_123, "INC-9"));
        var values = Written(encoder, wireLength: 1514).Values;
        values.ShouldBe([new("region", "Région 1"), new("job", 4_000_000_000_123ul), new("case", "INC-9"), new("wirelen", 1514u)]);
        values.Select(v => v.Type).ShouldBe([EnumeratedType.Text, EnumeratedType.UInt64, EnumeratedType.Text, EnumeratedType.UInt32]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Write_WithoutACase_LeavesItOut(string? caseName) =>
        Written(new(7, Source, new EntryLabels("r", 1, caseName)), 60).Values.Select(v => v.Name).ShouldBe(["region", "job", "wirelen"]);

    [Fact]
    public void Labels_OverlongTexts_AreCutBetweenCharacters()
    {
        var values = Written(new(7, Source, new EntryLabels(new string('é', 600), 1, "a" + string.Concat(Enumerable.Repeat("🦊", 300)))), 60).Values;
        values[0].Value.ShouldBe(new string('é', 512));
        values[2].Value.ShouldBe("a" + string.Concat(Enumerable.Repeat("🦊", 255)));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(999_999_999)]
    [InlineData(1_000_000_000)]
    [InlineData(long.MaxValue)]
    public void Write_AnyTime_ComesBack(long time)
    {
        var output = new ArrayBufferWriter<byte>();
        new EntryEncoder(1, Source).Write(output, 1, time, 0, []);
        var decoder = Hot();
        decoder.Add(output.WrittenSpan);
        decoder.TryRead(out var message).ShouldBeTrue();
        message.Entry.Time.Nanoseconds.ShouldBe(time);
    }

    [Fact]
    public void Write_DestinationTooShort_Throws()
    {
        var encoder = new EntryEncoder(1, Source, new EntryLabels("r", 1));
        var bytes = new byte[encoder.Length(10) - 1];
        Should.Throw<ArgumentException>(() => encoder.Write(bytes, 1, 0, 10, new byte[10]));
    }

    [Fact]
    public void WriteAndRead_ManyEntries_AllocateNothing()
    {
        var encoder = new EntryEncoder(1, Source, new EntryLabels("Region 1", 7, "INC-9"));
        var data = new byte[698];
        var batch = new byte[1000 * encoder.Length(data.Length)];
        var decoder = Hot(batch.Length * 2);
        var read = 0;
        long allocated = 0;
        for (var round = 0; round < 20; round++)
        {
            if (round == 2)
                allocated = GC.GetAllocatedBytesForCurrentThread();
            var written = 0;
            for (var i = 1ul; i <= 1000; i++)
                written += encoder.Write(batch.AsSpan(written), i, 1_700_000_000_000_000_000, 700, data);
            decoder.Add(batch.AsSpan(0, written));
            while (decoder.TryRead(out var message))
                read += message.Kind == IngesterMessageKind.Entry ? 1 : 0;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        read.ShouldBe(20_000);
        allocated.ShouldBeLessThan(32 * 1024, "the runtime counts in steps of 8 KiB");
    }

    [Fact]
    public void Confirmations_Many_AllocateNothing()
    {
        var bytes = new byte[4095 * IndexerMessages.ConfirmLength];
        for (var i = 0; i < 4095; i++)
            IndexerMessages.Confirm(bytes.AsSpan(i * IndexerMessages.ConfirmLength), (ulong)i + 1);
        var decoder = new IndexerDecoder(256 * 1024);
        decoder.Add([.. WireVectors.Session("clear").Where(w => w.FromServer).Take(4).SelectMany(w => w.Bytes!)]);
        while (decoder.TryRead(out _))
        {
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        ulong sum = 0;
        for (var round = 0; round < 50; round++)
        {
            decoder.Add(bytes);
            while (decoder.TryRead(out var message))
                sum += message.Number;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        sum.ShouldBe(50ul * 4095 * 4096 / 2);
        allocated.ShouldBeLessThan(32 * 1024, "the runtime counts in steps of 8 KiB");
    }

    private static (IReadOnlyList<EnumeratedValue> Values, string Data) Written(EntryEncoder encoder, uint wireLength)
    {
        byte[] data = [1, 2, 3];
        var bytes = new byte[encoder.Length(data.Length)];
        encoder.Write(bytes, 1, 5, wireLength, data).ShouldBe(bytes.Length);
        var decoder = Hot();
        decoder.Add(bytes);
        decoder.TryRead(out var message).ShouldBeTrue(decoder.Fault);
        message.Entry.Data.ToArray().ShouldBe(data);
        EnumeratedBlock.TryRead(message.Entry.Values, out var values, out var error).ShouldBeTrue(error);
        decoder.Unread.ShouldBe(0);
        return (values!, Convert.ToHexString(message.Entry.Data));
    }

    // A decoder that has read the greeting of the recorded session.
    internal static IngesterDecoder Hot(int buffer = 64, int maxData = IngestLimits.UsualData)
    {
        var decoder = new IngesterDecoder(maxData, buffer);
        decoder.Add([.. WireVectors.Session("clear").Where(w => !w.FromServer).Take(3).SelectMany(w => w.Bytes!)]);
        for (var i = 0; i < 3; i++)
            decoder.TryRead(out _).ShouldBeTrue(decoder.Fault);
        return decoder;
    }
}
