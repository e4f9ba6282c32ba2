using System.Diagnostics;
using System.Globalization;
using PacketFleet.Wire.Captures;

namespace PacketFleet.Tests.Wire.Captures.Reading;

/// <summary>Real captures, where a directory of them lies beside the project; counts and times are those that capinfos and tshark tell.</summary>
public sealed class CorpusReadingTests
{
    private static readonly string[] Unusual =
    [
        "arkime-bigendian.pcap", "tcpdump-time_2106_max.pcap", "zeek-http-get-to-ssh-server.pcap", "zeek-pcapng-multi-interface.pcapng", "zeek-krb-kerberos_tso.pcapng",
    ];

    [Fact]
    public void Corpus_EveryFile_HasThePacketsItsIndexTells()
    {
        var directory = Corpus();
        var counts = File.ReadLines(Path.Combine(directory, "INDEX.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 8 && long.TryParse(cells[7], CultureInfo.InvariantCulture, out _))
            .ToDictionary(cells => cells[1], cells => int.Parse(cells[7], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        counts.Count.ShouldBeGreaterThan(30);

        foreach (var (file, count) in counts)
        {
            var bytes = File.ReadAllBytes(Path.Combine(directory, file));
            var readings = Readings.Of(bytes);
            readings.Packets.Count.ShouldBe(count, file);
            readings.Outcome.ShouldBe(new CaptureOutcome(CaptureEnd.Complete, count, bytes.Length, null), file);
            Readings.Of(new ChoppyStream(bytes, () => 1009), bufferSize: 512).Packets.SequenceEqual(readings.Packets).ShouldBeTrue(file);
        }
    }

    [Fact]
    public void Corpus_UnusualFiles_AgreeWithTshark()
    {
        var directory = Corpus();
        Assert.SkipUnless(File.Exists("/usr/bin/tshark"), "tshark is not installed");

        foreach (var file in Unusual.Select(name => Path.Combine(directory, name)).Where(File.Exists))
        {
            var told = Tshark(file).Select(line => line.Split('\t')).Select(f => (Time(f[0]), uint.Parse(f[1], CultureInfo.InvariantCulture), int.Parse(f[2], CultureInfo.InvariantCulture)));
            var read = Readings.Of(File.ReadAllBytes(file)).Packets.Select(p => (p.Time, p.Original, p.Data.Length / 2));
            read.SequenceEqual(told).ShouldBeTrue(file);
        }
    }

    private static string Corpus()
    {
        Assert.SkipWhen(TestKit.Packets.Corpus.PcapDirectory is null, TestKit.Packets.Corpus.Missing ?? "");
        return TestKit.Packets.Corpus.PcapDirectory!;
    }

    private static long Time(string epoch)
    {
        var parts = epoch.Split('.');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture) * 1_000_000_000) + long.Parse(parts[1].PadRight(9, '0'), CultureInfo.InvariantCulture);
    }

    private static List<string> Tshark(string file)
    {
        using var tshark = Process.Start(new ProcessStartInfo("/usr/bin/tshark")
        {
            ArgumentList = { "-n", "-r", file, "-T", "fields", "-e", "frame.time_epoch", "-e", "frame.len", "-e", "frame.cap_len" },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        tshark.ErrorDataReceived += (_, _) => { };
        tshark.BeginErrorReadLine();
        var lines = new List<string>();
        while (tshark.StandardOutput.ReadLine() is { } line)
            lines.Add(line);
        tshark.WaitForExit();
        return lines;
    }
}
