namespace PacketFleet.Tests.Wire.Captures.Reading;

public sealed class FragmentedReadingTests
{
    public static TheoryData<string> Kinds => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Reader_OneByteAtATime_GivesTheSame(string kind)
    {
        var whole = Readings.Of(Samples.All[kind]);

        Check(Readings.Of(new ChoppyStream(Samples.All[kind], () => 1)), whole);
        Check(Readings.Of(new ChoppyStream(Samples.All[kind], () => 1), bufferSize: 64), whole);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Reader_RandomPieces_GivesTheSame(string kind)
    {
        var whole = Readings.Of(Samples.All[kind]);
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 20; round++)
        {
            var most = random.Next(1, 300);
            Check(Readings.Of(new ChoppyStream(Samples.All[kind], () => random.Next(1, most + 1)), bufferSize: random.Next(64, 2000)), whole);
        }
    }

    private static void Check(Readings actual, Readings expected)
    {
        expected.Packets.Count.ShouldBeGreaterThan(10);
        actual.Packets.SequenceEqual(expected.Packets).ShouldBeTrue();
        actual.Outcome.ShouldBe(expected.Outcome);
    }
}
