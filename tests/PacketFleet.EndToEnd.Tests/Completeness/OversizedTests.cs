using System.Net;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness;

/// <summary>What a real Stenographer cannot send: it ends its answer there, cleanly, and everything behind is asked for by itself.</summary>
public sealed class OversizedTests(ITestOutputHelper output)
{
    private const string Name = "Region 1";
    private const int Files = 12;
    private const int Bad = 5;

    // A little more than a minute, as a capture takes: the next file is begun by the first packet behind it.
    private const int InFile = 99;
    private const long FileSpan = InFile * Step;
    private const long Step = 610_000_000;

    private static readonly TimeWindow Window = new(new(Time(0, 50)), new(Time(Files - 2, 50)));

    [Fact]
    public async Task PacketTooLong_AllButTheRestOfItsFileComes()
    {
        Assert.SkipWhen(RealStenographer.Missing is not null, RealStenographer.Missing ?? "");
        const int place = 40;
        var packets = Packets();
        var at = (Bad * InFile) + place;
        packets[at] = new TestPacket(packets[at].Time, [.. packets[at].Data, .. new byte[70_000]]);
        using var pki = new TestPki(keys: KeyKind.Rsa);
        using var server = RealStenographer.Start(packets, pki.Directory);
        await ShouldLackAsync(server, packets, at, (Bad + 1) * InFile, packets[at - 1].Time, packets[(Bad + 1) * InFile].Time);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task PacketFileFullOfZeros_AllOthersCome_AndItIsNotCalledComplete(int kept)
    {
        Assert.SkipWhen(RealStenographer.Missing is not null, RealStenographer.Missing ?? "");
        var packets = Packets();
        using var pki = new TestPki(keys: KeyKind.Rsa);
        using var server = RealStenographer.Start(packets, pki.Directory, d => Damage(Path.Combine(d, "PKT0"), kept == 0 ? 0 : EndOf(packets.Skip(Bad * InFile).Take(kept))));

        // The server sends it as packets of no length from 1970: as many as its index tells of.
        await ShouldLackAsync(server, packets, (Bad * InFile) + kept, (Bad + 1) * InFile, packets[(Bad * InFile) + kept - 1].Time, packets[(Bad + 1) * InFile].Time);
    }

    [Fact]
    public async Task IndexFileDamaged_ItsMinuteIsNoCapture()
    {
        Assert.SkipWhen(RealStenographer.Missing is not null, RealStenographer.Missing ?? "");
        var packets = Packets();
        using var pki = new TestPki(keys: KeyKind.Rsa);
        using var server = RealStenographer.Start(packets, pki.Directory, d => Damage(Path.Combine(d, "IDX0"), 0));
        await using var fleet = await PacketFleetProcess.StartAsync(new CompletenessSettings { Regions = [server.Region(Name)] }.ToString());
        var id = await fleet.SubmitAsync(Answers.Query(Window.After, Window.Before), Name);
        var region = (await fleet.WaitForEndAsync(id)).Of(Name);
        output.WriteLine(region.ToString());

        // The server does not know of the file any more: a hole in its list is all that shows.
        var expected = packets.Where((_, i) => i / InFile != Bad).Inside(Window);
        await fleet.ShouldHoldAsync(id, Name, expected);
        region.Verdict().ShouldBe("absent");
        region.Gaps().ShouldBe([Answers.Gap("noCapture", new PacketTime(Time(Bad - 1, 0)).Add(TimeSpan.FromMinutes(1)), new(Time(Bad + 1, 0)))]);
    }

    private async Task ShouldLackAsync(RealStenographer server, List<TestPacket> packets, int from, int to, long gapFrom, long gapTo)
    {
        await using var fleet = await PacketFleetProcess.StartAsync(new CompletenessSettings { Regions = [server.Region(Name)] }.ToString());
        var id = await fleet.SubmitAsync(Answers.Query(Window.After, Window.Before), Name);
        var region = (await fleet.WaitForEndAsync(id)).Of(Name);
        output.WriteLine(region.ToString());
        await fleet.ShouldHoldAsync(id, Name, packets.Where((_, i) => i < from || i >= to).Inside(Window));
        region.Verdict().ShouldBe("missing");
        region.Gaps().ShouldBe([Answers.Gap("cutByServer", new(gapFrom), new(gapTo))]);
    }

    private static void Damage(string directory, int left)
    {
        var file = Directory.GetFiles(directory).Order(StringComparer.Ordinal).ElementAt(Bad);
        var bytes = File.ReadAllBytes(file);
        bytes.AsSpan(left).Clear();
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>Where the last of the first packets of a block ends.</summary>
    private static int EndOf(IEnumerable<TestPacket> packets) => 48 + packets.Sum(p => (82 + p.Data.Length + 15) & ~15);

    private static long Time(int file, int packet) => MinuteFiles.Start + (file * FileSpan) + (packet * Step);

    private static List<TestPacket> Packets() => [.. Enumerable.Range(0, Files * InFile).Select(i =>
        new TestPacket(Time(i / InFile, i % InFile), Frames.Udp(IPAddress.Parse("10.0.0.1"), 1000 + i, IPAddress.Parse("10.0.0.2"), 53, Frames.Payload(20 + (i % 50)))))];
}
