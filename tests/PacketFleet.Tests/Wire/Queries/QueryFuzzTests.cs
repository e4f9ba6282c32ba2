using System.Diagnostics;
using CsCheck;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Tests.Wire.Queries;

/// <summary>Texts of chance and texts gone wrong: the parser never throws, and always says where and why.</summary>
public sealed class QueryFuzzTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(4);

    private static readonly string[] Seeds =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "fuzz", "queries.txt")),
        .. QueryCases.All.Select(c => c.Text),
    ];

    private static readonly string[] Pieces =
    [
        "and", "or", "&&", "||", "(", ")", "host ", "net ", "port ", "vlan ", "mpls ", "ip proto ", "tcp", "udp", "icmp", "after ", "before ", "ago", "mask ",
        "8.8.8.8", "::1", "::ffff:1.2.3.4", "/24", "80", "99999999999999999999", "2012-11-03T11:29:00Z", "5m", "3h ago", "-07:00", "not ", "!", "src ", "dst ", "0x1f", "1.2.3.4:80",
        " ", "\t", "\0", "\u00a0", "\ud83e\udd88", ((char)0xd800).ToString(), ((char)0xdc00).ToString(), "\u202e", "é", "٣", ",", ";", "#", "//", "\"", "%", "=", "==", "between ", "ip.addr", ":", ".", "-", "+", "T", "Z",
    ];

    [Fact]
    public void TryParse_MutatedTexts_NeverThrowsAndPlacesEveryFault()
    {
        var random = Seeded.Random();
        var watch = Stopwatch.StartNew();
        var (runs, good) = (0, 0);
        for (; runs < 200_000 && watch.Elapsed < Budget; runs++)
        {
            if (Kept.Run("query", TextMutation.Of(random, Seeds[random.Next(Seeds.Length)], Pieces, Seeds), Check)) good++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{runs} texts, {good} of them queries, {watch.ElapsedMilliseconds} ms");
        runs.ShouldBeGreaterThan(1000);
        good.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void TryParse_AnyText_NeverThrowsAndPlacesEveryFault() => Gen.String.Sample(text => { Check(text); }, iter: 20_000);

    [Fact]
    public void TryParse_PiecesInAnyOrder_NeverThrowsAndPlacesEveryFault() =>
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 12].Select(p => string.Concat(p)).Sample(text => { Check(text); }, iter: 20_000);

    [Theory]
    [InlineData("(")]
    [InlineData("tcp and (")]
    [InlineData("port 1,")]
    [InlineData("after 1h")]
    [InlineData("1")]
    [InlineData("a.")]
    [InlineData(":")]
    [InlineData(" ")]
    [InlineData("after 2012-11-03 11:29:00")]
    [InlineData("src or dst ")]
    [InlineData("between x and ")]
    [InlineData("0")]
    [InlineData("[")]
    [InlineData("x ")]
    [InlineData("1.")]
    [InlineData("1 m")]
    [InlineData("1:1.1.1.1")]
    [InlineData("port 1 ,")]
    public void TryParse_LongRepetition_IsAnsweredAtOnce(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 4096 / piece.Length));
        var watch = Stopwatch.StartNew();
        Check(text);
        Check("host " + text[..^5]);
        Check("port " + text[..^5]);
        Check("after " + text[..^6]);
        Check("between " + text[..^8]);
        Check("src or dst" + text[..^10]);
        Check("net " + text[..^4]);
        Check("tcp " + text[..^4]);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void TryParse_HalvesOfCharacters_AreAnswered()
    {
        for (var c = 0xd800; c <= 0xdfff; c += 7)
        {
            foreach (var before in new[] { "", "tcp ", "host ", "port 8", "after ", "net 1.2.3.4/", "tcp and " }) Check(before + new string((char)c, 3));
        }
    }

    private static bool Check(string text)
    {
        if (QueryParser.TryParse(text, out var query, out var error))
        {
            // What was read prints, and reads back to the same.
            if (QueryParser.TryParse(query.Canonical, out var again, out _, QueryLimits.Stored) && again.Root.Equals(query.Root)) return true;
            Assert.Fail($"{Show(text)} is printed as {query.Canonical}");
        }

        var placed = error!.Position >= 0 && error.Length >= 0 && error.Position + error.Length <= text.Length;
        var told = error.Message.EndsWith('.') && error.Message.Length < 400 && IsSound(error.Message);
        var mends = error.Suggestion is null || error.Suggestion != text.Substring(error.Position, error.Length);
        if (!placed || !told || !mends) Assert.Fail($"{Show(text)}: {error}");
        return false;
    }

    private static bool IsSound(string text) => !text.Any(char.IsControl) && text.Count(char.IsHighSurrogate) == text.Count(char.IsLowSurrogate)
        && text.Select((c, i) => !char.IsHighSurrogate(c) || char.IsSurrogatePair(text, i)).All(paired => paired);

    private static string Show(string text) => string.Concat(text.Select(c => c is >= ' ' and < '\u007f' ? c.ToString() : $"\\u{(int)c:x4}"));
}
