using System.Buffers.Binary;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Tests.Wire.Gravwell;

public sealed class HostileLengthTests
{
    private static readonly byte[] ServerGreeting = [.. WireVectors.Session("clear").Where(w => w.FromServer).Take(4).SelectMany(w => w.Bytes!)];
    private static readonly byte[] ClientGreeting = [.. WireVectors.Session("clear").Where(w => !w.FromServer).Take(3).SelectMany(w => w.Bytes!)];

    [Theory]
    [InlineData("0110", "a state of 4,097 bytes")]
    [InlineData("FFFF", "a state of 65,535 bytes")]
    [InlineData("02007B7D", null)]
    [InlineData("02007B5D", "not the JSON")]
    [InlineData("04006E756C6C", "not the JSON")]
    public void Indexer_State_IsBounded(string hex, string? fault) => Indexer([.. ServerGreeting[..36], .. Convert.FromHexString(hex)], fault);

    [Theory]
    [InlineData("01000002", "numbers of tags of 33,554,433 bytes")]
    [InlineData("FFFFFFFF", "numbers of tags of 4,294,967,295 bytes")]
    [InlineData("00000000", "not the JSON")]
    public void Indexer_TagNumbers_AreBounded(string hex, string fault) => Indexer([.. ServerGreeting[..63], .. Convert.FromHexString(hex)], fault);

    [Theory]
    [InlineData("""{"Count":1,"Tags":{"a":65536}}""")]
    [InlineData("""{"Count":1,"Tags":{"a":-1}}""")]
    [InlineData("""{"Count":1,"Tags":{"a":"1"}}""")]
    [InlineData("""{"Count":1,"Tags":{"\ud800":1}}""")]
    [InlineData("""{"Count":1,"Tags":[1]}""")]
    [InlineData("""{"Count":-1,"Tags":{}}""")]
    [InlineData("""{"Count":1,"Tags":{"a":1}}{}""")]
    [InlineData("""{"Tags":{"a":1}}""")]
    [InlineData("""[[[[[[[[[[[[""")]
    public void Indexer_TagNumbersThatAreNone_AreAFault(string json) => Indexer([.. ServerGreeting[..63], .. Block(json)], "not the JSON");

    [Fact]
    public void Indexer_MoreTagsThanNumbers_IsAFault() =>
        Indexer([.. ServerGreeting[..63], .. Block("{\"Count\":1,\"Tags\":{" + string.Join(',', Enumerable.Range(0, 65_537).Select(i => $"\"{i}\":1")) + "}}")], "not the JSON");

    [Theory]
    [InlineData("""{"Count":0,"Tags":null}""")]
    [InlineData("""{"Count":0,"Tags":{}}""")]
    [InlineData("""{"Count":0}""")]
    public void Indexer_CountOfZero_RefusesTheTags(string json) =>
        Reading.OfIndexer([.. ServerGreeting[..63], .. Block(json)]).Messages[^1].Text.ShouldBe("Tags refused");

    [Theory]
    [InlineData("00000000", "0x00000000")]
    [InlineData("48545450", "0x50545448")]
    [InlineData("015367180000010000000000", "numbered a tag 65536")]
    [InlineData("0100000011", "compression 0x11")]
    public void Indexer_Command_IsChecked(string hex, string fault) => Indexer([.. ServerGreeting, .. Convert.FromHexString(hex)], fault);

    [Fact]
    public void Indexer_Throttle_IsCapped()
    {
        var decoder = new IndexerDecoder();
        decoder.Add([.. ServerGreeting, 0x1E, 0xCC, 0xEA, 0xBD, 255, 255, 255, 255, 255, 255, 255, 255]);
        IndexerMessage last = default;
        while (decoder.TryRead(out var message))
            last = message;
        last.Kind.ShouldBe(IndexerMessageKind.Throttle);
        last.Pause.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("CB5AC9C7FFFFFFBF", "an entry of 1,073,741,823 bytes")]
    [InlineData("CB5AC9C70100000400", "an entry of 67,108,865 bytes")]
    [InlineData("CB5AC9C7000000000000000000000000FFFFFFFF", "nanoseconds")]
    [InlineData("00347922FFFFFFFF", "its name of")]
    [InlineData("003479220000000001100000", "its version of 4,097")]
    [InlineData("0053671801100000", "the name of a tag of 4,097")]
    [InlineData("0066554401001000", "its state of 1,048,577")]
    [InlineData("00665544020000005B5D", "not the JSON")]
    public void Ingester_Command_IsBounded(string hex, string fault) => Ingester([.. ClientGreeting, .. Convert.FromHexString(hex)], fault);

    [Theory]
    [InlineData("07000000", "a block of enumerated values")]
    [InlineData("01000002", "a block of enumerated values")]
    [InlineData("0800000001000000", "ends before value 1 of 1")]
    [InlineData("0900000000000000AA", "goes on for 1 bytes")]
    [InlineData("12000000010000000A00010001000D006162", null)]
    [InlineData("12000000010000000A000100010002006102", "no value of type 2")]
    [InlineData("12000000010000000A000100010008006162", "no value of type 8")]
    [InlineData("12000000010000000A000100010012006162", "no value of type 18")]
    [InlineData("12000000010000000A00020001000D006162", "length it claims")]
    [InlineData("12000000010000000B00010002000D006162", "length it claims")]
    [InlineData("12000000010000000A00000002000D006162", "name of 0 bytes")]
    public void Ingester_EnumeratedValues_AreChecked(string hex, string? fault) => Ingester(
        [.. ClientGreeting, .. Convert.FromHexString("CB5AC9C700000040" + new string('0', 2 * 30) + "0100000000000000" + hex)], fault);

    [Fact]
    public void Ingester_IdZero_IsAFault() => Ingester([.. ClientGreeting, .. Convert.FromHexString("CB5AC9C700000000" + new string('0', 2 * 38))], "send id 0");

    [Fact]
    public void Ingester_ClaimedLengths_CostNothing()
    {
        var entry = Convert.FromHexString("CB5AC9C7FFFFFF03" + new string('0', 2 * 30) + "0100000000000000AABB");
        byte[] bytes = [.. ClientGreeting, .. entry];
        Reading.OfIngester(bytes).Unread.ShouldBe(entry.Length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Reading.OfIngester(bytes);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(256 * 1024);
    }

    [Fact]
    public void Ingester_TenantTooLong_IsAFault() =>
        Ingester([.. "gravwell\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0tenant01"u8, .. new byte[34], 1, 2], "tenant of 513 bytes");

    [Fact]
    public void Decoder_AfterAFault_ReadsNothingMore()
    {
        var decoder = new IndexerDecoder();
        decoder.Add([.. ServerGreeting, 0, 0, 0, 0]);
        while (decoder.TryRead(out _))
        {
        }

        var fault = decoder.Fault.ShouldNotBeNull();
        decoder.Add(IndexerMessages.Pong);
        decoder.TryRead(out var message).ShouldBeFalse();
        message.Kind.ShouldBe(IndexerMessageKind.None);
        decoder.Fault.ShouldBe(fault);
    }

    private static void Indexer(byte[] bytes, string? fault) => Expect(Reading.OfIndexer(bytes), Reading.OfIndexer(bytes, () => 1), fault, "The indexer ");

    private static void Ingester(byte[] bytes, string? fault) => Expect(Reading.OfIngester(bytes), Reading.OfIngester(bytes, () => 1), fault, "The ingester ");

    private static void Expect(Reading whole, Reading pieces, string? fault, string subject)
    {
        pieces.Fault.ShouldBe(whole.Fault);
        if (fault is null)
        {
            whole.Fault.ShouldBeNull();
            return;
        }

        whole.Fault.ShouldNotBeNull().ShouldStartWith(subject);
        whole.Fault.ShouldContain(fault);
    }

    private static byte[] Block(string json)
    {
        var bytes = new byte[4 + System.Text.Encoding.UTF8.GetByteCount(json)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length - 4);
        System.Text.Encoding.UTF8.GetBytes(json, bytes.AsSpan(4));
        return bytes;
    }
}
