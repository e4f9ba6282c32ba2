using System.Diagnostics;

namespace PacketFleet.Tests.Wire.Captures.Reading;

public sealed class MutatedCaptureTests
{
    private static readonly byte[] Edges = [0, 1, 0x7f, 0x80, 0xff];

    [Fact]
    public void Capture_RandomlyMutated_EndsWithAnOutcomeAndInBounds() => Mutate(Random.Shared.Next());

    // With these, a reading that had ended once began again.
    [Theory]
    [InlineData(1857515063)]
    public void Capture_MutatedAsOnceBefore_EndsWithAnOutcomeAndInBounds(int seed) => Mutate(seed);

    private static void Mutate(int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var samples = Samples.All.Values.ToArray();
        var clock = Stopwatch.StartNew();
        var rounds = 0;
        for (; rounds < 2000 && clock.Elapsed < TimeSpan.FromSeconds(3); rounds++)
        {
            var bytes = samples[random.Next(samples.Length)].ToArray();
            for (var i = random.Next(1, 8); i > 0; i--)
            {
                var at = random.Next(bytes.Length);
                bytes[at] = random.Next(2) == 0 ? (byte)random.Next(256) : Edges[random.Next(Edges.Length)];
            }

            if (random.Next(4) == 0)
                bytes = bytes[..random.Next(bytes.Length)];

            // Readings checks the promises: it ends, says why, and stays ended. The pieces must not matter either.
            var readings = Readings.Of(bytes);
            var pieces = Readings.Of(new ChoppyStream(bytes, () => 41), bufferSize: 64);
            pieces.Packets.SequenceEqual(readings.Packets).ShouldBeTrue($"seed {seed}, round {rounds}");
            pieces.Outcome.ShouldBe(readings.Outcome, $"seed {seed}, round {rounds}");
            readings.Packets.ShouldAllBe(p => p.Offset + (p.Data.Length / 2) <= bytes.Length);
        }

        rounds.ShouldBeGreaterThan(50);
    }
}
