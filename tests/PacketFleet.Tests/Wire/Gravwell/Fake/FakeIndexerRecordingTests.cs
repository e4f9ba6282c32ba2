using System.Buffers;
using System.Net;
using System.Net.Sockets;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.Wire.Gravwell;
using PacketFleet.Wire.Gravwell.Compression;

namespace PacketFleet.Tests.Wire.Gravwell.Fake;

public sealed class FakeIndexerRecordingTests
{
    public static TheoryData<string> Sessions => [.. WireVectors.Sessions];

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Fake_ToldWhatWasRecorded_AnswersWhatWasRecorded(string name)
    {
        var session = WireVectors.Session(name);
        using var indexer = new FakeIndexer(new() { Challenge = IngestChallenge.Read(session[0].Bytes), KeepAlive = TimeSpan.FromHours(1) });
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 20_000, NoDelay = true };
        socket.Connect(IPAddress.Loopback, indexer.Port);

        // Each side's turn: what the ingester wrote goes out as it was written, then as many answers are awaited as were recorded.
        var recorded = new List<byte>();
        var received = new List<byte>();
        foreach (var written in session)
        {
            if (written.FromServer)
            {
                recorded.AddRange(written.Bytes!);
                var due = Answers(recorded);
                while (Answers(received).Count < due.Count)
                    received.AddRange(Receive(socket));
                Answers(received).ShouldBe(due);
            }
            else
            {
                socket.Send(written.Bytes ?? Status(name == "snappy"));
            }
        }

        indexer.Ledger.Violations.ShouldBeEmpty();
        indexer.Ledger.WaitUntil(l => l.Confirmed == 3);
        indexer.Ledger.Entries.Select(e => (e.Id, e.Tag, Convert.ToHexString(e.Source))).ShouldBe(
            [(1ul, "steno", "00000000000000000000000000000064"), (2ul, "steno", "00000000000000000000000000000064"), (3ul, "steno", "00000000000000000000000000000064")]);
        indexer.Ledger.Entries.ShouldAllBe(e => name != "enumeratedValues" || (string)e["host"]! == "vm");
        indexer.Ledger.Identities.ShouldHaveSingleItem().ShouldBe(new("PacketFleet", "5.8.14", "7b1c2a52-4b5f-4f6e-9d0b-0a5b7f3c1d10"));
        indexer.Ledger.Statuses.ShouldHaveSingleItem().Name.ShouldBe("PacketFleet");

        // Nothing more than was recorded, and in clear sessions the very bytes.
        socket.Shutdown(SocketShutdown.Send);
        for (var more = Receive(socket); more.Length > 0; more = Receive(socket))
            received.AddRange(more);
        Answers(received).ShouldBe(Answers(recorded));
        if (name != "snappy")
            Convert.ToHexString([.. received]).ShouldBe(string.Concat(Answers(recorded).Select(a => a.Hex)));
    }

    private static List<Told> Answers(List<byte> bytes)
    {
        var reading = Reading.OfIndexer([.. bytes]);
        reading.Fault.ShouldBeNull();
        return [.. reading.Messages.Where(m => !m.Text.StartsWith("Pong", StringComparison.Ordinal))];
    }

    private static byte[] Receive(Socket socket)
    {
        var buffer = new byte[4096];
        return buffer[..socket.Receive(buffer)];
    }

    private static byte[] Status(bool snappy)
    {
        var output = new ArrayBufferWriter<byte>();
        IngesterMessages.Status(output, new IngesterStatus { Name = "PacketFleet" });
        if (!snappy)
            return output.WrittenSpan.ToArray();
        var compressed = new ArrayBufferWriter<byte>();
        new SnappyFrameEncoder().Write(compressed, output.WrittenSpan);
        return compressed.WrittenSpan.ToArray();
    }
}
