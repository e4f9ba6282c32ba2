using System.Diagnostics;
using PacketFleet.Tests.Wire.Queries;

namespace PacketFleet.Tests.Wire.Gravwell;

public sealed class ConversationPropertyTests
{
    private static readonly byte[] Edges = [0, 1, 0x7f, 0x80, 0xff];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Conversation_EncodedAndDecoded_IsTheSameInAnyPieces(bool fromIndexer)
    {
        var random = Seeded.Random();
        var clock = Stopwatch.StartNew();
        var rounds = 0;
        for (; rounds < 3000 && clock.Elapsed < TimeSpan.FromSeconds(2); rounds++)
        {
            var bytes = Made(random, fromIndexer);
            var whole = Read(bytes, fromIndexer);
            whole.Fault.ShouldBeNull($"round {rounds}");
            whole.Unread.ShouldBe(0);

            // The tenant stands before the answer, which Told does not write again.
            if (!whole.Messages[0].Text.Contains("tenant", StringComparison.Ordinal))
                string.Concat(whole.Messages.Select(m => m.Hex)).ShouldBe(Convert.ToHexString(bytes), $"round {rounds}");
            Read(bytes, fromIndexer, () => random.Next(1, 200)).Messages.ShouldBe(whole.Messages, $"round {rounds}");
            if (rounds % 20 == 0)
                Read(bytes, fromIndexer, () => 1).Messages.ShouldBe(whole.Messages, $"round {rounds}");
        }

        rounds.ShouldBeGreaterThan(50);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Conversation_Cut_ReadsWhatCameWholeAndNoMore(bool fromIndexer)
    {
        var random = Seeded.Random();
        for (var round = 0; round < 200; round++)
        {
            var bytes = Made(random, fromIndexer);
            var whole = Read(bytes, fromIndexer);
            var cut = random.Next(bytes.Length);
            var part = Read(bytes[..cut], fromIndexer);
            part.Fault.ShouldBeNull();
            part.Messages.ShouldBe(whole.Messages.Take(part.Messages.Count), $"round {round}");
            part.Messages.Count.ShouldBeLessThan(whole.Messages.Count);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Conversation_Mutated_EndsWithAnOutcomeAlikeInAnyPieces(bool fromIndexer)
    {
        var random = Seeded.Random();
        byte[][] recorded = [.. WireVectors.Sessions.Select(s => WireVectors.Session(s).Where(w => w.FromServer == fromIndexer && w.Bytes is not null).SelectMany(w => w.Bytes!).ToArray())];
        var clock = Stopwatch.StartNew();
        int rounds = 0, faults = 0;
        for (; rounds < 20_000 && clock.Elapsed < TimeSpan.FromSeconds(3); rounds++)
        {
            var bytes = random.Next(3) == 0 ? recorded[random.Next(recorded.Length)].ToArray() : Made(random, fromIndexer);
            for (var i = random.Next(1, 6); i > 0; i--)
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : Edges[random.Next(Edges.Length)];
            if (random.Next(4) == 0)
                bytes = bytes[..random.Next(1, bytes.Length)];

            // Reading checks the promises: nothing is thrown, a fault is a sentence. The pieces must not matter either.
            var whole = Read(bytes, fromIndexer);
            var pieces = Read(bytes, fromIndexer, () => 41);
            pieces.Messages.ShouldBe(whole.Messages, $"round {rounds}");
            pieces.Fault.ShouldBe(whole.Fault, $"round {rounds}");
            faults += whole.Fault is null ? 0 : 1;
        }

        rounds.ShouldBeGreaterThan(50);
        faults.ShouldBeGreaterThan(rounds / 20, "most changes must be noticed, or nothing was read");
    }

    private static byte[] Made(Random random, bool fromIndexer) => fromIndexer ? Conversations.Indexer(random) : Conversations.Ingester(random);

    private static Reading Read(byte[] bytes, bool fromIndexer, Func<int>? piece = null) =>
        fromIndexer ? Reading.OfIndexer(bytes, piece) : Reading.OfIngester(bytes, piece);
}
