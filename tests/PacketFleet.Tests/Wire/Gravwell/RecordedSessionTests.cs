using System.Buffers;
using PacketFleet.Wire.Gravwell;
using PacketFleet.Wire.Gravwell.Compression;

namespace PacketFleet.Tests.Wire.Gravwell;

public sealed class RecordedSessionTests
{
    public static TheoryData<string> Sessions => [.. WireVectors.Sessions];

    [Fact]
    public void Secret_Recorded_GivesTheRecordedAnswers()
    {
        var secret = new IngestSecret(WireVectors.Secret);
        secret.Hash.ToArray().ShouldBe(WireVectors.SecretHash);
        WireVectors.Authentications.Count.ShouldBe(3);
        foreach (var (bytes, iterations, response) in WireVectors.Authentications)
        {
            var challenge = IngestChallenge.Read(bytes);
            challenge.Iterations.ShouldBe((ushort)iterations);
            challenge.Version.ShouldBe((ushort)9);
            var answer = new ArrayBufferWriter<byte>();
            IngesterMessages.Response(answer, secret, challenge);
            answer.WrittenSpan.ToArray().ShouldBe(response);
            secret.Accepts(challenge, response).ShouldBeTrue();
            secret.Accepts(challenge, WireVectors.SecretHash).ShouldBeFalse();
            new IngestSecret("ingestSecrets").Accepts(challenge, response).ShouldBeFalse();
        }
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Session_Recorded_IsReadAndWrittenByteForByte(string name)
    {
        foreach (var fromServer in new[] { true, false })
        {
            var bytes = Bytes(name, fromServer);
            var reading = Read(bytes, fromServer);
            reading.Fault.ShouldBeNull();
            reading.Unread.ShouldBe(0);

            // What is compressed here need not be what the recorder's compressor made; it must say the same.
            string.Concat(reading.Messages.Select(m => m.Hex)).ShouldBe(Convert.ToHexString(Plain(bytes, reading)));
        }
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Session_InPieces_IsReadAlike(string name)
    {
        foreach (var fromServer in new[] { true, false })
        {
            var bytes = Bytes(name, fromServer);
            var whole = Read(bytes, fromServer);
            foreach (var size in new[] { 1, 2, 3, 7, 64, 1000 })
                Read(bytes, fromServer, () => size).Messages.ShouldBe(whole.Messages, $"{size} at once");
        }
    }

    [Fact]
    public void Session_Clear_SaysWhatWasRecorded()
    {
        var server = Read(Bytes("clear", fromServer: true), fromServer: true).Messages;
        server.Select(m => m.Text.Split(' ')[0]).ShouldBe(
            ["Challenge", "IngestState", "Tags", "ConfirmApiVersion", "ConfirmIdentity", "ConfirmIngestOk", "Configuration", "Pong", "ConfirmStatus", "Pong", "Confirm", "Confirm", "Confirm"]);
        server[2].Text.ShouldBe("Tags steno=1 steno2=2");
        var client = Read(Bytes("clear", fromServer: false), fromServer: false).Messages;
        client.Select(m => m.Text.Split(' ')[0]).ShouldBe(
            ["Response", "Tags", "IngestState", "ForceAck", "ApiVersion", "ForceAck", "IngesterIdentity", "IngestOk", "Configuration", "ForceAck", "ForceAck", "ForceAck", "Status", "Entry", "Entry", "Entry", "ForceAck"]);
        client.Single(m => m.Text.StartsWith("Entry 1 ", StringComparison.Ordinal)).Text.ShouldStartWith("Entry 1 2023-11-14T22:13:20.000005Z 1 00000000000000000000000000000064 False 020000000001020000000002");
    }

    [Fact]
    public void Session_EnumeratedValues_SaysWhatWasRecorded()
    {
        var entries = Read(Bytes("enumeratedValues", fromServer: false), fromServer: false).Messages.Where(m => m.Text.StartsWith("Entry", StringComparison.Ordinal)).ToList();
        entries.Count.ShouldBe(3);
        entries.ShouldAllBe(e => e.Text.Contains(" host=vm foo=bar uuid=7b1c2a52-4b5f-4f6e-9d0b-0a5b7f3c1d10 now=2026-11-24T", StringComparison.Ordinal));
    }

    [Fact]
    public void Snappy_SmallMessages_GiveTheRecordedBytes()
    {
        var recorded = WireVectors.Session("snappy").SkipWhile(w => w.FromServer || !w.Bytes!.AsSpan().StartsWith((byte[])[1, 0, 0, 0, 0x10])).ToList();
        foreach (var (fromServer, message) in new[] { (false, IngesterMessages.ForceAck.ToArray()), (true, [0x01, 0x66, 0x55, 0x44]) })
        {
            var encoder = new SnappyFrameEncoder();
            var output = new ArrayBufferWriter<byte>();
            if (fromServer)
                encoder.Write(output, IndexerMessages.Pong);
            output.ResetWrittenCount();
            encoder.Write(output, message);
            var hex = Convert.ToHexString(output.WrittenSpan);
            recorded.Where(w => w.FromServer == fromServer && w.Bytes is not null).Select(w => Convert.ToHexString(w.Bytes!)).ShouldContain(hex);
        }
    }

    private static Reading Read(byte[] bytes, bool fromServer, Func<int>? piece = null) =>
        fromServer ? Reading.OfIndexer(bytes, piece) : Reading.OfIngester(bytes, piece);

    // Everything one side wrote; where the recording left the ingester's counters out, some of ours.
    private static byte[] Bytes(string name, bool fromServer)
    {
        var status = new ArrayBufferWriter<byte>();
        IngesterMessages.Status(status, new IngesterStatus { Name = "PacketFleet", Tags = ["steno", "steno2"], Entries = 3 });
        var missing = status.WrittenSpan.ToArray();
        if (name == "snappy")
        {
            var compressed = new ArrayBufferWriter<byte>();
            new SnappyFrameEncoder().Write(compressed, missing);
            missing = compressed.WrittenSpan.ToArray();
        }

        return [.. WireVectors.Session(name).Where(w => w.FromServer == fromServer).SelectMany(w => w.Bytes ?? missing)];
    }

    private static byte[] Plain(byte[] bytes, Reading reading)
    {
        if (!reading.Messages.Any(m => m.Text == "Configuration Snappy" || m.Text == "Configuration 16 "))
            return bytes;
        var configured = bytes.AsSpan().IndexOf((byte[])[1, 0, 0, 0, 0x10]) + 5;
        return [.. bytes[..configured], .. Unsnapped.Of(bytes.AsSpan(configured))];
    }
}
