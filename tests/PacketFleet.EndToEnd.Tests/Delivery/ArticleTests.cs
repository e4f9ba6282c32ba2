using System.Net;
using Microsoft.Playwright;
using PacketFleet.EndToEnd.Tests.Browser;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using static Microsoft.Playwright.Assertions;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>Gravwell's article on Packet Fleet, replayed: from its configuration to the packets in Gravwell and the search that finds them.</summary>
[Collection(typeof(BrowserCollection))]
public sealed class ArticleTests(BrowserFixture browser) : IDisposable
{
    private const string Address = "192.0.2.44";
    private const string Search = "tag=steno src == 100 | intrinsic region job case wirelen | table";

    // A line as Zeek writes it; the analyst clicks on the address that answers.
    private const string ZeekLine = $"1767323045.000000\tCHhAvVGS1DHFjwGM9\t10.0.1.7\t51034\t{Address}\t443\ttcp\tssl\t0.4\t1200\t5400\tSF\tT\tF\t0\tShADadFf\t12\t1800\t10\t5900\t-";
    private const int ResponderAddress = 4;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("packetfleet-article-");
    private readonly TestPki _pki = new(keys: KeyKind.Rsa);
    private readonly FakeIndexer _indexer = new();
    private readonly List<IDisposable> _regions = [];

    public void Dispose()
    {
        foreach (var region in _regions)
            region.Dispose();
        _indexer.Dispose();
        _pki.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task AsPrinted_IsRefusedWithBothFaultsAndTheirLines()
    {
        var conf = Write(ArticleConf.Printed);
        var (code, output) = await PacketFleetProcess.RunInAsync(_directory.FullName, "--packet-fleet-conf", conf);
        code.ShouldBe(2, output);
        ArticleConf.Faults.Quotes.ShouldNotBeEmpty();
        foreach (var line in ArticleConf.Faults.Quotes)
            output.ShouldContain($"is in typographic quotes (in {conf}, line {line}): write ");
        var (first, second) = (ArticleConf.Faults.Sections[0], ArticleConf.Faults.Sections[1]);
        output.ShouldContain($"stands twice with different values of URL, CA-Cert, Client-Cert and Client-Key (in {conf}, lines {first} and {second}): give each region a name of its own, such as [Stenographer \"Region 2\"] in line {second}.");
    }

    [Fact(DisplayName = "The article, replayed")]
    public async Task Article_Replayed()
    {
        var packets = ((string[])["Region 1", "Region 2"]).ToDictionary(r => r, r => Packets(r[^1] - '0'));
        var regions = packets.Values.Select(Region).ToArray();
        var conf = Write(ArticleConf.Mended(new Uri(_indexer.Target).Authority, regions));
        await using var gravwell = await ForeignPage.StartAsync();
        await using var fleet = await PacketFleetProcess.StartInAsync(_directory.FullName, "--packet-fleet-conf", conf, $"--PacketFleet:Web:FrameAncestors:0={gravwell.Origin}");
        await browser.VisitAsync(
            async visit =>
            {
                visit.Allow(gravwell.Origin);

                // Its frame does not lend the clipboard, on which the browser remarks; the text is copied in the older way then.
                visit.ExpectFault("The Clipboard API has been blocked");
                var clicked = ZeekLine.Split('\t')[ResponderAddress];
                await visit.Page.GotoAsync(gravwell.Framing($"{fleet.BaseUrl}/?q=host%20{clicked}&s=100"));
                var console = new ConsoleView(visit.Page.FrameLocator("iframe").Locator("body"));
                await console.ReadyAsync();
                await Expect(console.Editor).ToHaveValueAsync($"host {clicked}");
                await Expect(console.Field("source")).ToHaveValueAsync("100");
                await console.ChooseAsync("Region 1", "Region 2");
                await Expect(console.Reading).ToContainTextAsync("Reads as");
                await console.Editor.PressAsync("Control+Enter");
                var job = await console.SubmittedAsync();

                (await fleet.WaitForEndAsync(job, 60)).GetProperty("state").GetString().ShouldBe("completed");
                Check(job, packets);

                var summary = console.Body.GetByRole(AriaRole.Region, new() { Name = $"Job {job}", Exact = true });
                await Expect(summary).ToContainTextAsync("Complete");
                await summary.GetByRole(AriaRole.Button, new() { Name = "Copy Gravwell search", Exact = true }).ClickAsync();
                await Expect(summary.GetByTitle("Copied", new() { Exact = true })).ToBeVisibleAsync();
                (await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldBe(Search);

                // In full it can be read as well.
                await visit.Page.GotoAsync($"{fleet.BaseUrl}/jobs/{job}");
                await Expect(new JobView(visit.Page).Fact("Search in Gravwell").Locator("code")).ToHaveTextAsync(Search);
            },
            fleet,
            new() { Permissions = ["clipboard-read", "clipboard-write"] });
    }

    private void Check(long job, Dictionary<string, List<TestPacket>> packets)
    {
        var entries = _indexer.Ledger.Entries;
        foreach (var (region, all) in packets)
        {
            var arrived = entries.Where(e => (string)e["region"]! == region).ToList();
            Captures.Keys(arrived.Select(e => new TestPacket(e.Time.Nanoseconds, (uint)(ulong)e["wirelen"]!, e.Data))).ShouldBe(Captures.Keys(Wanted(all)), region);
        }

        entries.Count.ShouldBe(packets.Values.Sum(all => Wanted(all).Count()));
        entries.ShouldAllBe(e => e.Tag == "steno" && new IPAddress(e.Source).ToString() == "::64" && (ulong)e["job"]! == (ulong)job);
        _indexer.Ledger.Violations.ShouldBeEmpty();
    }

    private string Write(string text)
    {
        var file = Path.Combine(_directory.FullName, "packet_fleet.conf");
        File.WriteAllText(file, text);
        return file;
    }

    // Each third one is with the address.
    private static List<TestPacket> Packets(int region)
    {
        var builder = new PcapBuilder(PcapBuilder.DefaultStart + (region * 1_000_000L));
        for (var i = 0; i < 900; i++)
            builder.Tcp($"10.0.{region}.{1 + (i % 9)}", 50_000 + i, i % 3 == 0 ? Address : "198.51.100.9", 443, 20 + (i % 300));
        return [.. builder.Packets];
    }

    private static IEnumerable<TestPacket> Wanted(IEnumerable<TestPacket> packets) => packets.Where((_, i) => i % 3 == 0);

    // A real Stenographer where there is one.
    private RegionOptions Region(List<TestPacket> packets)
    {
        if (RealStenographer.Missing is null)
        {
            var real = RealStenographer.Start(packets, _pki.Directory);
            _regions.Add(real);
            return real.Region("");
        }

        var fake = new FakeStenographer(_pki) { Answer = _ => FakeAnswer.Capture(ClassicPcap.Write(Wanted(packets))) };
        _regions.Add(fake);
        return fake.Region("");
    }
}
