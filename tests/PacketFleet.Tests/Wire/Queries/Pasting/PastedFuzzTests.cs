using System.Diagnostics;
using CsCheck;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;
using PacketFleet.Wire.Queries.Pasting;

namespace PacketFleet.Tests.Wire.Queries.Pasting;

/// <summary>Pasted texts gone wrong: nothing throws, and what is read is a query within its limits.</summary>
public sealed class PastedFuzzTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(4);

    private static readonly string[] Seeds = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "fuzz", "pasted.txt")).Split("\n%%\n");

    private static readonly string[] Pieces =
    [
        "\t", " ", "\n", ",", ";", "->", "→", "[", "]", "{", "}", "\"", ":", ".", "/", "-", "#", "=", "#fields\tts\tuid\tid.orig_h\tid.resp_h\n", "\"ts\":1e308,", "\"ts\":-1,", "\"id\":{", "\\ud800",
        "8.8.8.8", "[::1]:80", "FE80::1", "/33", ":65536", "1795528931.5", "99999999999999999999", "1e400", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "tcp", "icmp", "hxxp://", "[.]", "\0", "\u00a0", "\u200b",
        ((char)0xd800).ToString(), "and", "host ", "null", "true",
    ];

    [Fact]
    public void Read_MutatedTexts_NeverThrowsAndGivesQueries()
    {
        var random = Seeded.Random();
        var watch = Stopwatch.StartNew();
        var (runs, read) = (0, 0);
        for (; runs < 60_000 && watch.Elapsed < Budget; runs++)
        {
            if (Kept.Run("pasted", TextMutation.Of(random, Seeds[random.Next(Seeds.Length)], Pieces, Seeds), Check)) read++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{runs} texts, {read} of them read, {watch.ElapsedMilliseconds} ms");
        read.ShouldBeGreaterThan(0);
        read.ShouldBeLessThan(runs);
    }

    [Fact]
    public void Read_EverySeed_IsKnown() => Seeds.ShouldAllBe(s => Check(s));

    [Fact]
    public void Read_AnyText_NeverThrows() => Gen.String.Sample(text => { Check(text); }, iter: 10_000);

    [Theory]
    [InlineData("{\"a\":")]
    [InlineData("[")]
    [InlineData("8.8.8.8 ")]
    [InlineData("8.8.8.8\n")]
    [InlineData("a.")]
    [InlineData("a=1 ")]
    [InlineData("2026-11-24 14:02:11 ")]
    [InlineData("-")]
    [InlineData("-> ")]
    [InlineData(",")]
    [InlineData("\t")]
    [InlineData("[.]")]
    [InlineData("1:")]
    [InlineData("http://a")]
    [InlineData("src,dst,")]
    [InlineData("{\"id.orig_h\":\"1.1.1.1\"}")]
    [InlineData("#fields\tsrc\tdst\n")]
    [InlineData("tcp 1.1.1.1 1 2.2.2.2 2 ")]
    public void Read_LongRepetition_IsAnsweredAtOnce(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
        var watch = Stopwatch.StartNew();
        Check(text);
        Check("8.8.8.8 " + text);
        Check("src,dst\n" + text);
        Check("{\"id.orig_h\":\"8.8.8.8\",\"b\":[" + text);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static bool Check(string text)
    {
        if (PastedText.Read(text, Pasted.Now) is not { } pasted) return false;

        if (!QueryParser.TryParse(pasted.Text, out var query, out var error)) Assert.Fail($"{pasted.Text}: {error}");
        if (query!.MixesOperators) Assert.Fail($"{pasted.Text} mixes and with or");
        if (pasted.Filter is null == (pasted.Kind != PastedKind.Moment)) Assert.Fail($"{pasted.Kind} with {pasted.Filter?.Text ?? "no filter"}");
        if (query.Pin(Pasted.Now).Window is var window && window != pasted.Window) Assert.Fail($"{window} is not {pasted.Window}");
        if (pasted.First is { } first && !(first <= pasted.Last && (pasted.Window.Contains(first.Nanoseconds) || first == PacketTime.MaxValue))) Assert.Fail($"{first} lies outside {pasted.Window}");
        if (pasted.Notes.Append(Pasted.Say(pasted)).FirstOrDefault(n => !n.EndsWith('.') || n.Length > 400 || n.Any(char.IsControl)) is { } note) Assert.Fail(note);
        return true;
    }
}
