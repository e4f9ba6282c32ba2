using System.Globalization;
using PacketFleet.Engine.Preview;
using PacketFleet.Engine.Regions.Stenographers;
using PacketFleet.TestKit.Stenographers;
using PacketFleet.Wire;
using static PacketFleet.Tests.Engine.Regions.Stenographers.StenographerFixture;

namespace PacketFleet.Tests.Engine.Regions.Stenographers;

public sealed class CountTests(StenographerFixture fixture) : IClassFixture<StenographerFixture>
{
    private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task CountAsync_Files_AreCountedNewestFirstOverOneConnection()
    {
        using var server = Counting(_ => Positions(3), 300, 240, 180, 120, 60);

        var (parts, end) = await CountAsync(server, "host 8.8.8.8 or port 53 and after 2026-01-02T03:04:05Z");

        parts.Select(p => p.At).ShouldBe([Ago(60), Ago(120), Ago(180), Ago(240), Ago(300)]);
        parts.Select(p => p.Packets).ShouldBe([3, 3, 3, 3, 3]);
        end.Complete.ShouldBeTrue();
        end.Reason.ShouldBeNull();
        var asked = Positions(server);
        asked.ShouldAllBe(q => q.Method == "POST" && q.Text == "(host 8.8.8.8 or port 53)");
        asked[0].Path.ShouldBe(string.Create(CultureInfo.InvariantCulture, $"/debug/t0/positions?name={Ago(60).Nanoseconds / 1000}"));

        // One to find out what it holds, one to count.
        server.Accepted.ShouldBe(2);
    }

    [Fact]
    public async Task CountAsync_Window_SelectsFilesAndMarksEdges()
    {
        using var server = Counting(_ => Positions(1), 660, 600, 540, 480, 420, 360, 300, 240, 180);

        var (parts, _) = await CountAsync(server, "tcp", new TimeWindow(Ago(485), Ago(295)));

        parts.Select(p => Math.Round((_now - p.At.ToDateTimeOffset()).TotalSeconds)).ShouldBe([240, 300, 360, 420, 480, 540, 600]);
        parts.Select(p => p.IsEdge).ShouldBe([true, true, true, false, true, true, true]);
    }

    [Fact]
    public async Task CountAsync_ManyFiles_CountsTheNewest()
    {
        using var server = Counting(_ => Positions(2), 300, 240, 180, 120, 60);

        var (parts, end) = await CountAsync(server, "tcp", request: r => r with { MostFiles = 2 });

        parts.Select(p => p.At).ShouldBe([Ago(60), Ago(120)]);
        end.ShouldBe(new CountEnd(
            false, $"Region 1 was asked for its newest 2 of 5 files only; what is before {Ago(120)} was not counted: narrow the window.", new TimeWindow(Ago(120), null)));
    }

    [Fact]
    public async Task CountAsync_TimeIsUp_EndsWhereItIs()
    {
        using var server = Counting(_ => Positions(2) with { DelayHeaders = TimeSpan.FromMilliseconds(200) }, 300, 240, 180, 120, 60);

        var (parts, end) = await CountAsync(server, "tcp", request: r => r with { Within = TimeSpan.FromMilliseconds(1) });

        parts.ShouldBeEmpty();
        end.ShouldBe(new CountEnd(false, "Region 1 was counted for 0 s only; nothing was counted: narrow the window.", null));
    }

    [Theory]
    [InlineData("after 2026-01-02T03:04:05Z", "Region 1 cannot count by time alone, as its index knows hosts, ports and protocols only: add such a term.")]
    [InlineData("tcp or after 2026-01-02T03:04:05Z", "Region 1 cannot count a query with times under an `or`: join `after` and `before` to the rest with `and`.")]
    [InlineData(
        "port 1 or port 2 or port 3 or port 4 or port 5 or port 6 or port 7 or port 8 or port 9 or port 10 or port 11 or port 12 or port 13 or port 14 or port 15 or port 16 or port 17",
        "Region 1 is not asked to count 17 terms, as each costs it a look-up in every file: ask for 16 at most, or use `net` for neighbouring addresses.")]
    public async Task CountAsync_IndexCannot_IsRefusedWithoutAsking(string query, string reason)
    {
        using var server = Counting(_ => Positions(1), 60);

        var (parts, end) = await CountAsync(server, query);

        parts.ShouldBeEmpty();
        end.ShouldBe(new CountEnd(false, reason, null));
        server.Accepted.ShouldBe(0);
    }

    [Fact]
    public async Task CountAsync_DebugPagesClosed_SaysSo()
    {
        using var server = new FakeStenographer(fixture.Pki);

        (await CountAsync(server, "tcp")).End.Reason.ShouldBe("Region 1 does not tell what it holds (HTTP 404): see that its `/debug/` pages can be reached.");
    }

    [Fact]
    public async Task CountAsync_FileAgedOutMeanwhile_IsNoFault()
    {
        using var server = Counting(q => q.Path.EndsWith(Name(120), StringComparison.Ordinal) ? FakeAnswer.Error(404, "file not found\n") : Positions(4), 120, 60);

        var (parts, end) = await CountAsync(server, "tcp");

        parts.Sum(p => p.Packets).ShouldBe(4);
        end.Complete.ShouldBeTrue();
    }

    [Theory]
    [InlineData("ERROR: leveldb/table: corrupt\tindex", "it says: leveldb/table: corrupt index")]
    [InlineData("POSITIONS:\n\tALL", "it answers with all packets, uncounted")]
    [InlineData("POSITIONS:\n\t0000003", "its answer ends in the middle of a line")]
    [InlineData("POSITIONS:\n\tnonsense\n", "it answers with something else than positions")]
    [InlineData("POSITIONS:\n\t00000030\n\t000000300\n", "it answers with something else than positions")]
    [InlineData("<html>", "it answers with something else than positions")]
    [InlineData("", "it answers with something else than positions")]
    public async Task CountAsync_OneFileUnsound_CountsTheOthers(string answer, string clause)
    {
        using var server = Counting(q => q.Path.EndsWith(Name(120), StringComparison.Ordinal) ? FakeAnswer.Text(answer, chunkSize: 5) : Positions(4), 180, 120, 60);

        var (parts, end) = await CountAsync(server, "tcp");

        parts.Sum(p => p.Packets).ShouldBe(8);
        end.Complete.ShouldBeFalse();
        end.Reason.ShouldBe($"Region 1 could not count 1 of 3 files ({clause}): look into its log.");
    }

    [Fact]
    public async Task CountAsync_SensorFails_IsLeftAlone()
    {
        using var server = Counting(_ => FakeAnswer.Error(500, "broken"), 360, 300, 240, 180, 120, 60);

        var (parts, end) = await CountAsync(server, "tcp");

        parts.ShouldBeEmpty();
        end.Complete.ShouldBeFalse();
        end.Reason!.ShouldStartWith("Region 1 stopped answering the count (");
        Positions(server).Count.ShouldBe(3);
    }

    [Fact]
    public async Task CountAsync_ConnectionClosedWhileIdle_GoesOnOverAnotherOne()
    {
        var asked = 0;
        using var server = Counting(_ => ++asked == 2 ? Positions(1) with { CutBeforeHeaders = true } : Positions(1), 180, 120, 60);

        var (parts, end) = await CountAsync(server, "tcp");

        parts.Count.ShouldBe(3);
        end.Complete.ShouldBeTrue();
        server.Accepted.ShouldBe(3);
    }

    [Fact]
    public async Task CountAsync_ManyPositions_AreStreamed()
    {
        using var server = Counting(
            _ => FakeAnswer.Repeated("POSITIONS:\n"u8.ToArray(), Enumerable.Repeat("\t0000abCD\n"u8.ToArray(), 3000).SelectMany(b => b).ToArray(), 200), 60);

        (await CountAsync(server, "tcp")).Parts.Single().Packets.ShouldBe(600_000);
    }

    [Fact]
    public async Task CountAsync_TwoAtOnce_AskTheSensorOneByOne()
    {
        var inside = 0;
        var most = 0;
        using var server = Counting(
            _ =>
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                SpinWait.SpinUntil(() => Volatile.Read(ref inside) > 1, TimeSpan.FromMilliseconds(30));
                Interlocked.Decrement(ref inside);
                return Positions(1);
            },
            240, 180, 120, 60);
        var region = Region(server.Region("Region 1"));

        var counts = await Task.WhenAll(CountAsync(region, Request("tcp")), CountAsync(region, Request("udp")));

        counts.ShouldAllBe(c => c.End.Complete && c.Parts.Count == 4);
        most.ShouldBe(1);
    }

    [Fact]
    public async Task CountAsync_Cancelled_EndsAtOnce()
    {
        using var server = Counting(_ => new() { StallBeforeHeaders = true }, 120, 60);
        using var cancel = new CancellationTokenSource();
        var counting = CountAsync(Region(server.Region("Region 1")), Request("tcp"), cancel.Token);
        SpinWait.SpinUntil(() => Positions(server).Count > 0, TimeSpan.FromSeconds(20)).ShouldBeTrue();

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(counting.WaitAsync(TimeSpan.FromSeconds(5)));
        (await Positions(server)[0].Ended.WaitAsync(TimeSpan.FromSeconds(5))).ShouldBe(FakeEnd.ClientLeft);
    }

    private PacketTime Ago(int seconds) => HoldingsTests.Ago(_now, seconds);

    private string Name(int seconds) => string.Create(CultureInfo.InvariantCulture, $"name={Ago(seconds).Nanoseconds / 1000}");

    private static FakeAnswer Positions(int count) =>
        FakeAnswer.Text("POSITIONS:\n" + string.Concat(Enumerable.Range(3, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"\t{i * 16:x8}\n"))), chunkSize: 13);

    private static List<FakeQuery> Positions(FakeStenographer server) => [.. server.DebugQueries.Where(q => q.Path.Contains("/positions", StringComparison.Ordinal))];

    private FakeStenographer Counting(Func<FakeQuery, FakeAnswer> positions, params int[] secondsAgo) => new(fixture.Pki)
    {
        Stats = () => FakeAnswer.Text("oldest_timestamp\t1767323045123456789\n"),
        Debug = q => q.Path.Contains("/positions", StringComparison.Ordinal) ? positions(q)
            : q.Path.EndsWith("/t0/files", StringComparison.Ordinal) ? FakeAnswer.Text(HoldingsTests.Minutes(_now, secondsAgo))
            : null,
    };

    private static CountRequest Request(string query)
    {
        var asked = Ask(query);
        return new(asked.Query, asked.Ask);
    }

    private static Task<(List<CountedPart> Parts, CountEnd End)> CountAsync(
        FakeStenographer server, string query, TimeWindow? window = null, Func<CountRequest, CountRequest>? request = null)
    {
        var asked = Request(query);
        return CountAsync(Region(server.Region("Region 1")), (request ?? (r => r))(window is { } w ? asked with { Window = w } : asked));
    }

    private static async Task<(List<CountedPart> Parts, CountEnd End)> CountAsync(StenographerRegion region, CountRequest request, CancellationToken cancellation = default)
    {
        var steps = new List<CountStep>();
        await foreach (var step in region.CountAsync(request, cancellation))
            steps.Add(step);
        return ([.. steps.OfType<CountedPart>()], steps[^1].ShouldBeOfType<CountEnd>());
    }
}
