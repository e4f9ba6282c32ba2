using PacketFleet.Engine.Delivery;

namespace PacketFleet.Tests.Engine.Delivery;

public sealed class SegmentFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("segment-file-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(SegmentFile.Capacity)]
    [InlineData(SegmentFile.Capacity + 4096)]
    [InlineData(SegmentFile.Capacity + 4097)]
    [InlineData((3 * SegmentFile.Capacity) + 5)]
    public void Write_OfOnePiece_IsTheFile(int length) => Check([length], new Random(length));

    [Fact]
    public void Write_RandomPieces_StandOneBehindTheOther()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var random = new Random(seed);
        for (var round = 0; round < 10; round++)
            Check([.. Enumerable.Range(0, 500).Select(_ => random.Next(100) == 0 ? random.Next(SegmentFile.Capacity + 1) : random.Next(2000))], random);
    }

    [Fact]
    public void Reserve_AsMuchAsThereMayBe_WhateverIsBuffered()
    {
        var random = new Random(2);
        foreach (var before in new[] { 0, 1, 4095, 4096, 4097, SegmentFile.Capacity })
            Check([before, SegmentFile.Capacity, before, SegmentFile.Capacity], random);
    }

    [Fact]
    public void Dispose_Unsynced_LetsTheNextFileBegin()
    {
        using (var lost = new SegmentFile(Path.Combine(_directory, "lost")))
        {
            lost.Write(new byte[3 * SegmentFile.Capacity]);
        }

        Check([2 * SegmentFile.Capacity], new Random(3));
    }

    private void Check(int[] pieces, Random random)
    {
        var path = Path.Combine(_directory, "file");
        var expected = new MemoryStream();
        using (var file = new SegmentFile(path))
        {
            foreach (var length in pieces)
            {
                var bytes = new byte[length];
                random.NextBytes(bytes);
                expected.Write(bytes);
                if (length <= SegmentFile.Capacity)
                {
                    bytes.CopyTo(file.Reserve(length));
                    file.Advance(length);
                }
                else
                {
                    file.Write(bytes);
                }

                file.Length.ShouldBe(expected.Length);
            }

            file.Sync();
            file.Length.ShouldBe(expected.Length);
        }

        File.ReadAllBytes(path).AsSpan().SequenceEqual(expected.ToArray()).ShouldBeTrue();
        File.Delete(path);
    }
}
