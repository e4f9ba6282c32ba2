using Bunit;
using Microsoft.AspNetCore.Components.Web;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Web.Components.Controls.Gravwell;
using PacketFleet.Web.Tests.Components.Jobs;
using static PacketFleet.Web.Tests.Components.Gravwell.FakeGravwell;

namespace PacketFleet.Web.Tests.Components.Gravwell;

public sealed class GravwellLineTests
{
    private static readonly IndexerStatus Ready = Indexer("tcp://10.0.0.7:4023", IndexerState.Ready, unacknowledged: 21, rate: 310_000);

    private static readonly IndexerStatus Refused = Indexer(
        "tls://10.0.0.9:4024", IndexerState.Refused, "tls://10.0.0.9:4024 refused our ingest secret: check `IngestSecret`.", Samples.Now.AddSeconds(251.5));

    private static readonly IndexerStatus Down = Indexer("tcp://10.0.0.8:4023", IndexerState.Down, "tcp://10.0.0.8:4023 refused the connection: start it.", Samples.Now.AddSeconds(-1));

    [Fact]
    public async Task Line_WithoutIndexers_IsNotThere()
    {
        await using var context = new JobsContext();

        context.Render<GravwellLine>().Markup.Trim().ShouldBeEmpty();
    }

    [Fact]
    public async Task Line_AllConnected_SaysSoQuietly()
    {
        await using var context = Standing(Ready, Ready with { Target = "tcp://b:4023" });

        var line = context.Render<GravwellLine>().Find("button");

        line.TextContent.Trim().ShouldBe("Gravwell 2 of 2 connected");
        line.ClassList.ShouldNotContain("care");
        line.QuerySelector("svg").ShouldBeNull();
        line.GetAttribute("aria-expanded").ShouldBe("false");
    }

    public static TheoryData<IndexerState[], string, string> Troubles() => new()
    {
        { [IndexerState.Ready, IndexerState.Refused, IndexerState.Down], "1 of 3 connected, 1 refused", "care" },
        { [IndexerState.Ready, IndexerState.Down], "1 of 2 connected, 1 down", "care" },
        { [IndexerState.Down, IndexerState.Down], "0 of 2 connected, down", "bad" },
        { [IndexerState.Refused], "0 of 1 connected, refused", "bad" },
        { [IndexerState.NotReady], "0 of 1 connected, not ready", "care" },
        { [IndexerState.Connecting, IndexerState.Greeting], "0 of 2 connected, connecting", "care" },
        { [IndexerState.Down, IndexerState.Greeting], "0 of 2 connected, 1 down", "bad" },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Line_NotAllConnected_SaysTheGravestInItsColour(IndexerState[] states, string words, string tone)
    {
        await using var context = Standing([.. states.Select((s, i) => Indexer($"tcp://{i}:1", s))]);

        var line = context.Render<GravwellLine>().Find("button");

        line.TextContent.Trim().ShouldBe("Gravwell " + words);
        line.ClassList.ShouldContain(tone);
        line.QuerySelector("use")!.GetAttribute("href").ShouldBe("#i-missing");
    }

    [Theory]
    [InlineData(790, null)]
    [InlineData(800, "spool nearly full")]
    [InlineData(1000, "spool full")]
    public async Task Line_SpoolFillsUp_Cares(long level, string? words)
    {
        await using var context = Standing(Ready);
        context.Gravwell.Status = new([Ready], DeliveryLogKind.Spool, 0, level, 1000);

        context.Render<GravwellLine>().Find("button").TextContent.Trim().ShouldBe("Gravwell 1 of 1 connected" + (words is null ? "" : ", " + words));
    }

    [Fact]
    public async Task Line_StateChanges_IsDrawnWithinASecond_AndOnlyThen()
    {
        await using var context = Standing(Ready, Down);
        var line = context.Render<GravwellLine>();
        var drawn = line.RenderCount;

        context.Gravwell.Status = context.Gravwell.Status with { WaitingEntries = 7 };
        Tick(context);
        line.RenderCount.ShouldBe(drawn);

        context.Gravwell.Status = context.Gravwell.Status with { Indexers = [Ready, Ready with { Target = "b" }] };
        Tick(context);
        line.WaitForAssertion(() => line.Find("button").TextContent.Trim().ShouldBe("Gravwell 2 of 2 connected"));
    }

    [Fact]
    public async Task Panel_OfSeveral_TellsEachWithReasonAndNextTry()
    {
        await using var context = Standing(Ready, Refused, Down);
        var line = context.Render<GravwellLine>();

        line.Find("button").Click();

        line.Find("button").GetAttribute("aria-expanded").ShouldBe("true");
        var rows = line.FindAll("[role=dialog] li");
        rows.Select(r => r.QuerySelector(".st")!.TextContent).ShouldBe(["Connected", "Refused", "Down"]);
        rows.Select(r => r.QuerySelector("use")!.GetAttribute("href")).ShouldBeUnique();
        rows.Select(r => r.QuerySelector(".target")!.TextContent).ShouldBe(["tcp://10.0.0.7:4023", "tls://10.0.0.9:4024", "tcp://10.0.0.8:4023"]);
        rows[0].TextContent.ShouldContain("21 on the way");
        rows[0].TextContent.ShouldContain("310 KB/s");
        rows[0].QuerySelector("p").ShouldBeNull();
        rows[1].QuerySelector("p")!.TextContent.ShouldBe("Refused our ingest secret: check `IngestSecret`. Tried again in 4 m 12 s.");
        rows[2].QuerySelector("p")!.TextContent.ShouldEndWith("Being tried again.");
        line.Find(".waiting-level").TextContent.Trim().ShouldBe("Packets wait in the archive");
    }

    [Fact]
    public async Task Panel_Open_IsDrawnEverySecond_AndClosedReadsNoMoreThanTheLine()
    {
        await using var context = Standing(Ready);
        var line = context.Render<GravwellLine>();
        line.Find("button").Click();

        context.Gravwell.Status = context.Gravwell.Status with { Indexers = [Ready with { Unacknowledged = 4095 }] };
        Tick(context);

        line.WaitForAssertion(() => line.Find("li").TextContent.ShouldContain("4,095 on the way"));
    }

    [Fact]
    public async Task Panel_Escape_ClosesIt()
    {
        await using var context = Standing(Ready);
        var line = context.Render<GravwellLine>();
        line.Find("button").Click();

        line.Find("[role=dialog]").KeyDown(new KeyboardEventArgs { Key = "Escape" });

        line.FindAll("[role=dialog]").ShouldBeEmpty();
        line.Find("button").GetAttribute("aria-expanded").ShouldBe("false");
        context.JSInterop.VerifyFocusAsyncInvoke(calledTimes: 2);
    }

    [Theory]
    [InlineData(DeliveryLogKind.Spool, 412_000_000, 1_000_000_000, 0, "Waiting in the spool", "412 of 1,000 MB")]
    [InlineData(DeliveryLogKind.Memory, 3_200_000, 64_000_000, 1204, "Waiting in memory", "3.2 of 64 MB")]
    [InlineData(DeliveryLogKind.Spool, 412_000_000, 0, 0, "Waiting in the spool", "412 MB, no limit")]
    public async Task Level_OfWhatWaits_IsAPictureAndANumber(DeliveryLogKind log, long bytes, long most, long entries, string where, string level)
    {
        await using var context = Standing(Ready);

        var shown = context.Render<WaitingLevel>(p => p.Add(l => l.Status, new([Ready], log, entries, bytes, most)));

        shown.Markup.ShouldContain(where);
        shown.Markup.ShouldContain(level);
        shown.FindAll("svg").Count.ShouldBe(most > 0 ? 1 : 0);
        shown.Markup.Contains("1,204 packets ready to send", StringComparison.Ordinal).ShouldBe(entries > 0);
    }

    [Fact]
    public async Task Line_ThatIsGone_LooksNoMore()
    {
        await using var context = Standing(Ready);
        context.Render<GravwellLine>();

        await context.DisposeComponentsAsync();
        var reads = context.Gravwell.Reads;
        Tick(context);

        context.Gravwell.Reads.ShouldBe(reads);
    }

    private static JobsContext Standing(params IndexerStatus[] indexers)
    {
        var context = new JobsContext();
        context.Gravwell.Status = new(indexers, DeliveryLogKind.Archive, 0, 0, 0);
        return context;
    }

    private static void Tick(JobsContext context) => context.Time.Advance(TimeSpan.FromSeconds(1));
}
