using System.Globalization;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.TestKit.Stenographers;
using PacketFleet.Wire;
using static PacketFleet.Tests.Engine.Regions.Stenographers.StenographerFixture;

namespace PacketFleet.Tests.Engine.Regions.Stenographers;

public sealed class HoldingsTests(StenographerFixture fixture) : IClassFixture<StenographerFixture>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task HoldingsAsync_TwoThreads_TellsWhatTheyHold()
    {
        var now = DateTimeOffset.UtcNow;
        using var server = Telling("""{"Flags":["--blocks=2048","--fileage_sec=30"],"Threads":[{},{}]}""", Minutes(now, 300, 40, 10, 100, 70), Minutes(now, 200, 20, 80, 50, 110, 140, 170));

        var holdings = await HoldingsAsync(server);

        holdings.Known.ShouldBeTrue();
        holdings.Reason.ShouldBeNull();
        holdings.FileAge.ShouldBe(TimeSpan.FromSeconds(30));
        holdings.Threads.Select(t => t.Number).ShouldBe([0, 1]);
        holdings.Threads[0].Files.Select(f => f.Start).ShouldBe([Ago(now, 300), Ago(now, 100), Ago(now, 70), Ago(now, 40), Ago(now, 10)]);
        holdings.Threads[0].Files[0].End.ShouldBe(Ago(now, 270));
        holdings.Oldest.ShouldBe(Ago(now, 200));
        holdings.Newest.ShouldBe(Ago(now, -20));
        holdings.Horizon.ShouldBe(Ago(now, 20));
        holdings.Capturing.ShouldBe(true);
        holdings.Holes.ShouldBe([new HeldHole(0, Ago(now, 270), Ago(now, 100))]);
        holdings.ClockSkew.ShouldBe(TimeSpan.Zero);
        server.DebugQueries.Select(q => q.Path).ShouldBe(["/debug/config", "/debug/stats", "/debug/t0/files", "/debug/t1/files"]);
        server.Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task HoldingsAsync_AskedAgainSoon_IsKept()
    {
        using var server = Telling("{}", Minutes(DateTimeOffset.UtcNow, 60));
        var region = Region(server.Region("Region 1"));

        var both = await Task.WhenAll(region.HoldingsAsync(CancellationToken.None), region.HoldingsAsync(CancellationToken.None));

        both[1].ShouldBeSameAs(both[0]);
        server.Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task HoldingsNowAsync_IsFoundOutAnew()
    {
        using var server = Telling("{}", Minutes(DateTimeOffset.UtcNow, 60));
        var region = Region(server.Region("Region 1"));

        var first = await region.HoldingsAsync(CancellationToken.None);
        var now = await region.HoldingsNowAsync(CancellationToken.None);

        now.ShouldNotBeSameAs(first);
        server.Accepted.ShouldBe(2);
        (await region.HoldingsAsync(CancellationToken.None)).ShouldBeSameAs(now);
    }

    [Fact]
    public async Task HoldingsAsync_ThreadsUntold_EndsAtTheFirstOneMissing()
    {
        var now = DateTimeOffset.UtcNow;
        using var server = Telling("null", Minutes(now, 60), Minutes(now, 90), Minutes(now, 95));

        var holdings = await HoldingsAsync(server);

        holdings.Threads.Count.ShouldBe(3);
        holdings.FileAge.ShouldBe(TimeSpan.FromMinutes(1));
        server.DebugQueries[^1].Path.ShouldBe("/debug/t3/files");
    }

    [Fact]
    public async Task HoldingsAsync_ClockAhead_IsTakenFromItsDate()
    {
        var ahead = DateTimeOffset.UtcNow.AddMinutes(7);
        using var server = Telling("{}", Minutes(ahead, 50), date: ahead);

        var holdings = await HoldingsAsync(server);

        holdings.ClockSkew.ShouldBe(TimeSpan.FromMinutes(7), Second * 2);
        holdings.Capturing.ShouldBe(true);
        holdings.Horizon.ShouldBe(Ago(ahead, 50));
    }

    [Fact]
    public async Task HoldingsAsync_NewestFileIsOld_IsNotCapturing()
    {
        var now = DateTimeOffset.UtcNow;
        using var server = Telling("{}", Minutes(now, 3600, 3540), Minutes(now, 3590, 3530));

        var holdings = await HoldingsAsync(server);

        holdings.Capturing.ShouldBe(false);
        holdings.Horizon.ShouldBe(Ago(now, 3470));
        holdings.Reason.ShouldBe($"Region 1 has captured nothing since {Ago(now, 3470)}: check that its capture runs.");
        holdings.Holes.ShouldBe([new HeldHole(0, Ago(now, 3480), null), new HeldHole(1, Ago(now, 3470), null)]);
    }

    [Fact]
    public async Task HoldingsAsync_OneThreadStopped_HoldsNothingUp()
    {
        var now = DateTimeOffset.UtcNow;
        using var server = Telling("{}", Minutes(now, 3600, 3540), Minutes(now, 120, 60));

        var holdings = await HoldingsAsync(server);

        holdings.Horizon.ShouldBe(Ago(now, 60));
        holdings.Holes.ShouldBe([new HeldHole(0, Ago(now, 3480), null)]);
        holdings.Reason.ShouldBe("Region 1 captures with only 1 of its 2 threads: check its log.");
    }

    [Fact]
    public async Task HoldingsAsync_JustStarted_DoesNotKnowItsOldest()
    {
        using var server = Telling("{}", Minutes(DateTimeOffset.UtcNow, 120, 60));
        server.Stats = () => FakeAnswer.Text("oldest_timestamp\t0\n");

        var holdings = await HoldingsAsync(server);

        holdings.Known.ShouldBeTrue();
        holdings.Oldest.ShouldBeNull();
    }

    [Fact]
    public async Task HoldingsAsync_NoFile_SaysSo()
    {
        using var server = Telling("{}", "Thread 0 (IDX: \"a\", PKT: \"b\")\n");

        (await HoldingsAsync(server)).Reason.ShouldBe("Region 1 holds no file: check that its capture runs.");
    }

    [Fact]
    public async Task HoldingsAsync_DebugPagesClosed_KnowsOnlyTheClock()
    {
        using var server = new FakeStenographer(fixture.Pki) { Stats = null };

        var holdings = await HoldingsAsync(server);

        holdings.Known.ShouldBeFalse();
        holdings.Reason.ShouldBe("Region 1 does not tell what it holds (HTTP 404): see that its `/debug/` pages can be reached.");
        holdings.Horizon!.Value.ToDateTimeOffset().ShouldBe(DateTimeOffset.UtcNow.AddSeconds(-120), TimeSpan.FromSeconds(20));
        holdings.Capturing.ShouldBeNull();
    }

    [Fact]
    public async Task HoldingsAsync_NotReached_SaysWhy()
    {
        var server = new FakeStenographer(fixture.Pki);
        var options = server.Region("Region 1");
        server.Dispose();

        var holdings = await Region(options).HoldingsAsync(CancellationToken.None);

        holdings.Known.ShouldBeFalse();
        holdings.Horizon.ShouldBeNull();
        holdings.Reason!.ShouldStartWith("Region 1 refused the connection at ");
    }

    [Theory]
    [InlineData("<html>sign in</html>")]
    [InlineData("")]
    public async Task HoldingsAsync_SomethingElseAnswers_IsUnknown(string page)
    {
        using var server = Telling("{}", page);

        var holdings = await HoldingsAsync(server);

        holdings.Known.ShouldBeFalse();
        holdings.Reason!.ShouldContain("its list of files is none");
    }

    [Fact]
    public async Task HoldingsAsync_EndlessList_IsCutOff()
    {
        using var server = new FakeStenographer(fixture.Pki)
        {
            Debug = q => q.Path.EndsWith("/files", StringComparison.Ordinal)
                ? FakeAnswer.Repeated("Thread 0 (x)\n"u8.ToArray(), Enumerable.Repeat("\t1767323045000000\n"u8.ToArray(), 2000).SelectMany(b => b).ToArray(), long.MaxValue)
                : null,
        };

        (await HoldingsAsync(server)).Reason!.ShouldContain("longer than can be taken in");
    }

    [Fact]
    public async Task HoldingsAsync_CutInTheMiddle_IsUnknown()
    {
        using var server = new FakeStenographer(fixture.Pki)
        {
            Debug = q => q.Path.EndsWith("/files", StringComparison.Ordinal) ? FakeAnswer.Text(Minutes(DateTimeOffset.UtcNow, 120, 60)) with { CutAfter = 40 } : null,
        };

        var holdings = await HoldingsAsync(server);

        holdings.Known.ShouldBeFalse();
        holdings.Reason.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task HoldingsAsync_Cancelled_EndsAtOnce()
    {
        using var server = new FakeStenographer(fixture.Pki) { Debug = _ => new() { StallBeforeHeaders = true } };
        using var cancel = new CancellationTokenSource();
        var region = Region(server.Region("Region 1"));
        var asked = region.HoldingsAsync(cancel.Token);
        SpinWait.SpinUntil(() => server.DebugQueries.Count > 0, TimeSpan.FromSeconds(20)).ShouldBeTrue();

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asked.WaitAsync(TimeSpan.FromSeconds(5)));
        (await server.DebugQueries[0].Ended.WaitAsync(TimeSpan.FromSeconds(5))).ShouldBe(FakeEnd.ClientLeft);
    }

    [Fact]
    public async Task Padding_LongFileAge_IsLearntByACheck()
    {
        using var server = Telling("""{"Flags":["--fileage_sec=300"]}""", Minutes(DateTimeOffset.UtcNow, 60));
        var region = Region(server.Region("Region 1"));
        region.Padding.ShouldBe(TimeSpan.FromMinutes(2));

        await region.CheckAsync(CancellationToken.None);

        region.Padding.ShouldBe(TimeSpan.FromMinutes(6));
        Fetch(region, Ask("tcp or after 2026-01-02T03:04:05Z and udp"));
        server.Next().Text.ShouldContain("after 2026-01-02T02:58:05Z");
    }

    internal static PacketTime Ago(DateTimeOffset now, int seconds) => new(PacketTime.From(now.AddSeconds(-seconds)).Nanoseconds / 1000 * 1000);

    internal static string Minutes(DateTimeOffset now, params int[] secondsAgo) =>
        "Thread 0 (IDX: \"/tmp/IDX0\", PKT: \"/tmp/PKT0\")\n"
        + string.Concat(secondsAgo.Select(s => string.Create(CultureInfo.InvariantCulture, $"\t{Ago(now, s).Nanoseconds / 1000}\n")));

    private FakeStenographer Telling(string config, string first, string? second = null, string? third = null, DateTimeOffset? date = null) => new(fixture.Pki)
    {
        Stats = () => FakeAnswer.Text("oldest_timestamp\t1767323045123456789\n") with { Date = date },
        Debug = q => q.Path switch
        {
            "/debug/config" => FakeAnswer.Text(config),
            "/debug/t0/files" => FakeAnswer.Text(first, chunkSize: 7),
            "/debug/t1/files" when second is not null => FakeAnswer.Text(second),
            "/debug/t2/files" when third is not null => FakeAnswer.Text(third),
            _ => null,
        },
    };

    private static Task<RegionHoldings> HoldingsAsync(FakeStenographer server) => Region(server.Region("Region 1")).HoldingsAsync(CancellationToken.None);
}
