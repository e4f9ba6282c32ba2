using System.Diagnostics;
using PacketFleet.Web.Configuration.PacketFleetConf;

namespace PacketFleet.Web.Tests.Configuration.PacketFleetConf;

public class ConfFuzzTests(ITestOutputHelper output)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(3);

    private static readonly string[] Pieces =
    [
        "[", "]", "\"", "“", "”", "‘", "`", "\\", "\\\n", "\\\r\n", "=", "#", ";", "\n", "\r\n", " ", "\t", "\0", "\u0001", "\uFEFF", "\uD800", "é", "1", "0x", "-", "_", ":", "/", ".",
        "[Global]\n", "[Stenographer \"Region 1\"]\n", "[Stenographer \"", "[Preprocessor \"x\"]\n", "[Attach]\n", "Use-TLS=true\n", "Server-Cert=/dev/null\n", "Cache-Mode=",
        .. ConfKeys.InGlobal, .. ConfKeys.InStenographer, "yes", "30s", "1Mbit", "https://x:1", "99999999999999999999", "::1", ":9002", "a.pem",
    ];

    private static readonly string TwoFaults = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "two-faults.conf"));

    [Fact]
    public void Reading_AnythingAtAll_TellsFaultsAndNeverThrows()
    {
        var first = Environment.TickCount & 0xFFFFFF;
        output.WriteLine($"seeds from {first}");
        var (clock, seed) = (Stopwatch.StartNew(), first);
        for (; clock.Elapsed < AtMost && seed < first + 20_000; seed++)
        {
            var random = new Random(seed);
            var text = random.Next(3) switch { 0 => Made(random), 1 => Mutated(random), _ => Noise(random) };
            var settings = Should.NotThrow(() => ConfSettings.Of("/etc/pf.conf", [ConfText.Read("/etc/pf.conf", text)], _ => null, "/tmp"), $"seed {seed}");
            foreach (var sentence in settings.Faults.Concat(settings.Warnings))
            {
                if (sentence.Length > 2000 || sentence.Contains('\n', StringComparison.Ordinal) || !(sentence.EndsWith('.') || sentence.EndsWith('?')))
                    Assert.Fail($"seed {seed}: {sentence}");
            }

            if (settings.Faults.Count == 0)
                Should.NotThrow(() => System.Text.Json.JsonDocument.Parse(ConvertConf.ToJson(settings)).Dispose(), $"seed {seed}");
        }

        output.WriteLine($"{seed - first} texts");
        (seed - first).ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Reading_AValueAsItIsWritten_GivesItBack()
    {
        var first = Environment.TickCount & 0xFFFFFF;
        output.WriteLine($"seeds from {first}");
        for (var seed = first; seed < first + 2000; seed++)
        {
            var random = new Random(seed);
            var value = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)]).Where(p => !p.Any(char.IsControl)));
            if (ConfWords.WithoutSecret(value) != value)
                continue;
            var written = value.Length > 100 ? "" : ConfWords.Quoted(value).Replace('\uFFFD', '\uD800');

            var text = ConfText.Read("/etc/pf.conf", $"[Global]\nLabel={written} # comment\n");

            text.Faults.ShouldBeEmpty($"seed {seed}");
            text.Sections[0].Entries[0].Value.ShouldBe(value.Length > 100 ? "" : value, $"seed {seed}");
        }
    }

    [Fact]
    public void Reading_TheLargestTexts_TakesNoTime()
    {
        foreach (var piece in (string[])["a=`x\n", "[", "a=\"", "a=\\\n", "“", "[S \"", "a=b#\n", "`", "a\n"])
        {
            var text = "[Global]\n" + string.Concat(Enumerable.Repeat(piece, (ConfFiles.MostBytes / piece.Length) - 8));
            var clock = Stopwatch.StartNew();

            ConfSettings.Of("/etc/pf.conf", [ConfText.Read("/etc/pf.conf", text)], _ => null, "/tmp").Faults.Count.ShouldBeLessThan(102);

            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), piece);
        }
    }

    private static string Made(Random random) => string.Concat(Enumerable.Range(0, random.Next(200)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Mutated(Random random)
    {
        var text = TwoFaults;
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            var (start, length) = (random.Next(text.Length), random.Next(20));
            text = text[..start] + (random.Next(2) == 0 ? Pieces[random.Next(Pieces.Length)] : "") + text[Math.Min(text.Length, start + length)..];
            if (text.Length == 0)
                return text;
        }

        return text;
    }

    private static string Noise(Random random)
    {
        var chars = new char[random.Next(300)];
        for (var i = 0; i < chars.Length; i++)
            chars[i] = random.Next(4) == 0 ? (char)random.Next(0x10000) : (char)random.Next(128);
        return new string(chars);
    }
}
