using System.Buffers;
using PacketFleet.Wire.Gravwell;
using PacketFleet.Wire.Gravwell.Compression;

namespace PacketFleet.Tests.Wire.Gravwell;

public sealed class ConfirmationReadingTests
{
    private static readonly byte[] Greeting = [.. WireVectors.Session("clear").Where(w => w.FromServer).Take(4).SelectMany(w => w.Bytes!)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Confirmations_ReadTogether_AreTheSameAsOneByOne(bool compressed)
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var stream = new ArrayBufferWriter<byte>();
        var snappy = new SnappyFrameEncoder();
        var expected = new List<(IndexerMessageKind, ulong)>();
        for (var block = 0; block < 50; block++)
        {
            var output = new ArrayBufferWriter<byte>();
            for (var i = random.Next(60); i >= 0; i--)
            {
                var id = (ulong)random.NextInt64();
                var isPong = random.Next(20) == 0;
                if (isPong)
                    output.Write(IndexerMessages.Pong);
                else
                    IndexerMessages.Confirm(output, id);
                expected.Add(isPong ? (IndexerMessageKind.Pong, 0) : (IndexerMessageKind.Confirm, id));
            }

            if (compressed)
                snappy.Write(stream, output.WrittenSpan);
            else
                stream.Write(output.WrittenSpan);
        }

        Read(stream.WrittenSpan, compressed, random).ShouldBe(expected);
    }

    [Fact]
    public void Confirmations_InTheGreetingOrBehindAFault_AreNone()
    {
        var decoder = new IndexerDecoder();
        decoder.Add([0x7E, 0x30, 0xE0, 0xF6, 1, 0, 0, 0, 0, 0, 0, 0, .. new byte[24]]);
        decoder.ReadConfirmations(new ulong[4]).ShouldBe(0, "this is a challenge");
        decoder.TryRead(out var message).ShouldBeTrue();
        message.Kind.ShouldBe(IndexerMessageKind.Challenge);

        decoder = new IndexerDecoder();
        decoder.Add([.. Greeting, 1, 2, 3, 4, 0x7E, 0x30, 0xE0, 0xF6, 1, 0, 0, 0, 0, 0, 0, 0]);
        while (decoder.TryRead(out _))
        {
        }

        decoder.Fault.ShouldNotBeNull();
        decoder.ReadConfirmations(new ulong[4]).ShouldBe(0);
    }

    private static List<(IndexerMessageKind, ulong)> Read(ReadOnlySpan<byte> bytes, bool compressed, Random random)
    {
        var decoder = new IndexerDecoder();
        decoder.Add(Greeting);
        while (decoder.TryRead(out _))
        {
        }

        if (compressed)
            decoder.StartSnappy();
        var read = new List<(IndexerMessageKind, ulong)>();
        var ids = new ulong[7];
        while (bytes.Length > 0)
        {
            var piece = bytes[..Math.Min(bytes.Length, 1 + random.Next(200))];
            decoder.Add(piece);
            bytes = bytes[piece.Length..];
            while (true)
            {
                var count = decoder.ReadConfirmations(ids);
                read.AddRange(ids.Take(count).Select(id => (IndexerMessageKind.Confirm, id)));
                if (count > 0)
                    continue;
                if (!decoder.TryRead(out var message))
                    break;
                read.Add((message.Kind, message.Number));
            }
        }

        decoder.Fault.ShouldBeNull();
        decoder.Unread.ShouldBe(0);
        return read;
    }
}
