using System.Buffers;
using System.Diagnostics;
using PacketFleet.Tests.Wire.Queries;
using PacketFleet.Wire.Gravwell.Compression;

namespace PacketFleet.Tests.Wire.Gravwell;

public sealed class SnappyFrameTests
{
    [Fact]
    public void Stream_AnyWrites_ComesBackFromBothDecodersAtEveryFlush()
    {
        var random = Seeded.Random();
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < 200 && clock.Elapsed < TimeSpan.FromSeconds(2); round++)
        {
            var encoder = new SnappyFrameEncoder();
            var written = new ArrayBufferWriter<byte>();
            var stream = new ArrayBufferWriter<byte>();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                var piece = Piece(random);
                written.Write(piece);
                var destination = new byte[SnappyFrameEncoder.MaxLength(piece.Length)];
                stream.Write(destination.AsSpan(0, encoder.Write(destination, piece)));

                // After each write everything so far can be read, with nothing left over.
                var (bytes, fault, whole) = Unsnapped.Try(stream.WrittenSpan, piece: random.Next(1, 5000));
                fault.ShouldBeNull();
                whole.ShouldBeTrue();
                bytes.AsSpan().SequenceEqual(written.WrittenSpan).ShouldBeTrue($"round {round}");
            }

            Unsnapped.ByLibrary(stream.WrittenSpan).AsSpan().SequenceEqual(written.WrittenSpan).ShouldBeTrue($"round {round}");
        }
    }

    [Fact]
    public void Stream_WrittenByTheLibrary_IsRead()
    {
        var random = Seeded.Random();
        var data = Enumerable.Range(0, 20).SelectMany(_ => Piece(random)).ToArray();
        using var stream = new MemoryStream();
        using (var snappy = new Snappier.SnappyStream(stream, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
            snappy.Write(data);
        Unsnapped.Of(stream.ToArray()).ShouldBe(data);
    }

    [Fact]
    public void Stream_OfPackets_Shrinks()
    {
        var data = new byte[256 * 1024];
        for (var i = 0; i < data.Length; i++)
            data[i] = (byte)(i % 46);
        var output = new ArrayBufferWriter<byte>();
        new SnappyFrameEncoder().Write(output, data);
        output.WrittenCount.ShouldBeLessThan(data.Length / 8);
        Unsnapped.Of(output.WrittenSpan).ShouldBe(data);
    }

    [Fact]
    public void Stream_SkippableChunks_AreSkippedInAnyPieces()
    {
        var output = new ArrayBufferWriter<byte>();
        var encoder = new SnappyFrameEncoder();
        encoder.Write(output, "abc"u8);
        output.Write((byte[])[0xFE, 0x00, 0x00, 0x01, .. new byte[65_536], 0x80, 0, 0, 0, 0xFF, 6, 0, 0, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59]);
        encoder.Write(output, "def"u8);
        foreach (var piece in new[] { 1, 3, 100_000 })
            Unsnapped.Try(output.WrittenSpan, piece).ShouldSatisfyAllConditions(r => r.Bytes.ShouldBe("abcdef"u8.ToArray()), r => r.Fault.ShouldBeNull());
        Unsnapped.Try(output.WrittenSpan[..60_000]).Whole.ShouldBeFalse();
    }

    [Theory]
    [InlineData("08007788", "something else")]
    [InlineData("FF060000734E61507058", "something else")]
    [InlineData("FF070000734E6150705900", "7 bytes")]
    [InlineData("FF060000734E6150705902040000", "type 0x02")]
    [InlineData("FF060000734E615070597F000000", "type 0x7F")]
    [InlineData("FF060000734E6150705901030000", "3 bytes")]
    [InlineData("FF060000734E61507059010000FF", "16,711,680 bytes")]
    [InlineData("FF060000734E615070590108000048D12B4F08007789", "damaged")]
    [InlineData("FF060000734E61507059010800004FD12B4808007788", "damaged")]
    [InlineData("FF060000734E615070590008000000000000FFFFFFFF", "damaged")]
    [InlineData("FF060000734E61507059000A000000000000FFFFFFFF7F00", "damaged")]
    public void Stream_Damaged_IsAFaultAndNothingMore(string hex, string reason)
    {
        foreach (var piece in new[] { 1, int.MaxValue })
        {
            var (bytes, fault, _) = Unsnapped.Try(Convert.FromHexString(hex), piece);
            bytes.ShouldBeEmpty();
            fault.ShouldNotBeNull().ShouldContain(reason);
            fault.ShouldStartWith("The indexer ");
            fault.ShouldEndWith(".");
        }
    }

    private const int FirstSkippable = 0x80;

    [Fact]
    public void Stream_Mutated_IsReadUpToTheDamage()
    {
        var random = Seeded.Random();
        var clock = Stopwatch.StartNew();
        int rounds = 0, faults = 0;
        for (; rounds < 5000 && clock.Elapsed < TimeSpan.FromSeconds(3); rounds++)
        {
            byte[] written = [.. Piece(random), 0];
            var output = new ArrayBufferWriter<byte>();
            new SnappyFrameEncoder().Write(output, written);
            var bytes = output.WrittenSpan.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(FirstSkippable);

            // A chunk whose type says that it may be skipped is, with whatever it held: no such type is written here. Of all else the
            // checksum lets nothing through that was not written.
            var (read, fault, _) = Unsnapped.Try(bytes, random.Next(1, 100_000));
            written.AsSpan().StartsWith(read).ShouldBeTrue($"round {rounds}");
            faults += fault is null ? 0 : 1;
        }

        rounds.ShouldBeGreaterThan(20);
        faults.ShouldBeGreaterThan(rounds / 2);
    }

    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("a", 0xC1D04330u)]
    [InlineData("123456789", 0xE3069283u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x22620404u)]
    public void Checksum_KnownTexts_GiveTheKnownValues(string text, uint crc) =>
        Crc32C.Masked(System.Text.Encoding.ASCII.GetBytes(text)).ShouldBe(unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8));

    // Random, repeating or empty; around the size of a block now and then.
    private static byte[] Piece(Random random)
    {
        var bytes = new byte[random.Next(6) switch { 0 => random.Next(8), 1 => 65_536 + random.Next(-2, 3), 2 => random.Next(300_000), _ => random.Next(5000) }];
        random.NextBytes(bytes);
        if (random.Next(2) == 0)
        {
            var period = random.Next(1, 100);
            for (var i = period; i < bytes.Length; i++)
                bytes[i] = bytes[i - period];
        }

        return bytes;
    }

    [Fact]
    public void Checksum_OfAnyLength_IsThatOfOneByteAfterTheOther()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var random = new Random(seed);
        var data = new byte[SnappyFormat.MaxBlock];
        random.NextBytes(data);
        int[] lengths = [0, 1, 7, 8, 3071, 3072, 3073, 6144, SnappyFormat.MaxBlock, .. Enumerable.Range(0, 200).Select(_ => random.Next(data.Length))];
        foreach (var length in lengths)
        {
            var crc = uint.MaxValue;
            foreach (var value in data.AsSpan(0, length))
                crc = System.Numerics.BitOperations.Crc32C(crc, value);

            Crc32C.Masked(data.AsSpan(0, length)).ShouldBe(System.Numerics.BitOperations.RotateRight(~crc, 15) + 0xA282EAD8, $"{length} bytes");
        }
    }
}
