using System.Buffers;
using System.Net;
using System.Net.Sockets;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Tests.Wire.Gravwell.Fake;

public sealed class FakeIndexerStrictnessTests
{
    [Fact]
    public void Entry_BeforeTheConfiguration_IsAViolation()
    {
        using var indexer = new FakeIndexer();
        using var ingester = new TestIngester(indexer);
        ingester.Authenticate().ShouldBe(IngestState.AuthenticatedId);
        ingester.AskTags("steno").ShouldBeTrue();
        ingester.Introduce().ShouldBeTrue();
        ingester.SendEntries(1, 1);
        Violates(indexer, ingester, "before its stream was configured");
    }

    [Fact]
    public void Configuration_BeforeItIsReady_IsAViolation()
    {
        using var indexer = new FakeIndexer();
        indexer.Faults.NotReady = true;
        using var ingester = new TestIngester(indexer);
        ingester.Authenticate().ShouldBe(IngestState.AuthenticatedId);
        ingester.AskTags("steno").ShouldBeTrue();
        ingester.Introduce().ShouldBeFalse();
        ingester.Configure(IngestCompression.None).ShouldBeFalse();
        Violates(indexer, ingester, "without waiting");
    }

    [Theory]
    [InlineData(2, 0, "send id 2 where 1 was due")]
    [InlineData(1, 1, "tag 2, which it has no number for")]
    public void Entry_WithAWrongNumber_IsAViolation(int id, int beyond, string sentence)
    {
        using var indexer = new FakeIndexer();
        using var ingester = TestIngester.Greeted(indexer);
        ingester.Send(output => new EntryEncoder((ushort)(ingester.Tags["steno"] + beyond), Samples.Source).Write(output, (ulong)id, 1, 1, [1]));
        Violates(indexer, ingester, sentence);
        indexer.Ledger.Count.ShouldBe(0);
    }

    [Fact]
    public void Entry_WithGravwellsOwnTag_IsTaken()
    {
        using var indexer = new FakeIndexer();
        using var ingester = TestIngester.Greeted(indexer);
        ingester.Send(output => new EntryEncoder(IngestTag.Gravwell, Samples.Source).Write(output, 1, 1, 1, "started"u8));
        ingester.Confirmations(1).ShouldBe([1ul]);
        indexer.Ledger.Entries.ShouldHaveSingleItem().Tag.ShouldBe("gravwell");
    }

    [Fact]
    public void Values_ForAnOlderVersion_AreAViolation()
    {
        using var indexer = new FakeIndexer(new() { Version = 7 });
        using var ingester = TestIngester.Greeted(indexer);
        ingester.SendEntries(1, 1);
        Violates(indexer, ingester, "enumerated values to an indexer of version 7");
    }

    [Fact]
    public void Tag_ThatIsNone_IsAViolation()
    {
        using var indexer = new FakeIndexer();
        using var ingester = new TestIngester(indexer);
        ingester.Authenticate().ShouldBe(IngestState.AuthenticatedId);
        ingester.AskTags("a b").ShouldBeFalse();
        Violates(indexer, ingester, "white space");
    }

    [Fact]
    public void State_OtherThanHot_IsAViolation()
    {
        using var indexer = new FakeIndexer();
        using var ingester = new TestIngester(indexer);
        ingester.Authenticate().ShouldBe(IngestState.AuthenticatedId);
        ingester.Send(output =>
        {
            IngesterMessages.Tags(output, ["steno"]);
            IngesterMessages.State(output, IngestState.Authenticated);
        });
        ingester.Next()!.Value.Kind.ShouldBe(IndexerMessageKind.Tags);
        Violates(indexer, ingester, "not at 0xCAFE54");
    }

    [Fact]
    public void Answer_InPieces_IsAViolation()
    {
        using var indexer = new FakeIndexer();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 20_000 };
        socket.Connect(IPAddress.Loopback, indexer.Port);
        socket.Receive(new byte[64]).ShouldBe(IngestChallenge.Length);
        socket.Send(new byte[31]);
        indexer.Ledger.WaitUntil(l => l.Violations.Count == 1);
        indexer.Ledger.Violations[0].ShouldContain("in pieces");
    }

    [Fact]
    public void Damage_IsAViolation()
    {
        using var indexer = new FakeIndexer();
        using var ingester = TestIngester.Greeted(indexer);
        ingester.Send(output => output.Write("GET / HTTP/1.1\r\n"u8));
        Violates(indexer, ingester, "no command of the ingest protocol");
    }

    private static void Violates(FakeIndexer indexer, TestIngester ingester, string sentence)
    {
        ingester.Next().ShouldBeNull();
        indexer.Ledger.WaitUntil(l => l.Violations.Count > 0);
        indexer.Ledger.Violations.ShouldHaveSingleItem().ShouldContain(sentence);
    }
}
