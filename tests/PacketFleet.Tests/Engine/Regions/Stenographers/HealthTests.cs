using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Stenographers;
using PacketFleet.Wire;
using static PacketFleet.Tests.Engine.Regions.Stenographers.StenographerFixture;

namespace PacketFleet.Tests.Engine.Regions.Stenographers;

public sealed class HealthTests(StenographerFixture fixture) : IClassFixture<StenographerFixture>
{
    [Fact]
    public async Task CheckAsync_StatsAnswer_TellsTheOldestPacket()
    {
        using var server = Telling("current_files\t3\noldest_timestamp\t1767323045123456789\npackets_read\t7\n");
        var region = Region(server.Region("Region 1"));
        region.Health.ShouldBe(RegionHealth.Unknown);

        var health = await region.CheckAsync(CancellationToken.None);

        health.State.ShouldBe(HealthState.Up);
        health.Reason.ShouldBeNull();
        health.OldestPacket.ShouldBe(new PacketTime(1767323045123456789));
        health.NewestPacket.ShouldBeNull();
        health.CheckedAt!.Value.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        region.Health.ShouldBe(health);
    }

    [Theory]
    [InlineData("oldest_timestamp\t0\n")]
    [InlineData("oldest_timestamp\t-5\n")]
    [InlineData("oldest_timestamp\tmany\n")]
    [InlineData("oldest_timestamp\n\t\n\u00FF\u0001")]
    [InlineData("")]
    public async Task CheckAsync_NoOldestPacketTold_IsUpButUnknown(string stats)
    {
        using var server = Telling(stats);

        var health = await Region(server.Region("Region 1")).CheckAsync(CancellationToken.None);

        health.State.ShouldBe(HealthState.Up);
        health.OldestPacket.ShouldBeNull();
    }

    [Theory]
    [InlineData(4095, true)]
    [InlineData(4096, true)]
    [InlineData(200_000, true)]
    [InlineData(256 << 10, false)]
    [InlineData(1 << 20, false)]
    public async Task CheckAsync_LongStats_LooksAt256KiB(int before, bool isFound)
    {
        using var server = Telling(new string('x', before - 1) + "\noldest_timestamp\t1767323045123456789\n");

        var health = await Region(server.Region("Region 1")).CheckAsync(CancellationToken.None);

        health.OldestPacket.ShouldBe(isFound ? new PacketTime(1767323045123456789) : null);
    }

    [Fact]
    public async Task CheckAsync_NoDebugPages_IsUp()
    {
        using var server = new FakeStenographer(fixture.Pki) { Stats = null };

        (await Region(server.Region("Region 1")).CheckAsync(CancellationToken.None)).State.ShouldBe(HealthState.Up);
    }

    [Fact]
    public async Task CheckAsync_ServerFails_IsDownWithTheReason()
    {
        using var server = new FakeStenographer(fixture.Pki) { Stats = () => FakeAnswer.Error(503, "busy") };

        var health = await Region(server.Region("Region 1")).CheckAsync(CancellationToken.None);

        health.State.ShouldBe(HealthState.Down);
        health.Reason.ShouldBe("Region 1 failed to answer (HTTP 503, busy): try again, or look into its log.");
    }

    [Fact]
    public async Task CheckAsync_ServerIsGone_IsDownWithTheReason()
    {
        var server = new FakeStenographer(fixture.Pki);
        var region = Region(server.Region("Region 1"));
        (await region.CheckAsync(CancellationToken.None)).State.ShouldBe(HealthState.Up);
        server.Dispose();

        var health = await region.CheckAsync(CancellationToken.None);

        health.State.ShouldBe(HealthState.Down);
        health.Reason!.ShouldStartWith("Region 1 refused the connection at ");
    }

    [Fact]
    public async Task CheckAsync_ForeignIssuer_IsDownWithTheReason()
    {
        using var other = new TestPki();
        using var server = new FakeStenographer(fixture.Pki, new() { Certificate = other.Server });

        var health = await Region(server.Region("Region 1")).CheckAsync(CancellationToken.None);

        health.State.ShouldBe(HealthState.Down);
        health.Reason!.ShouldContain("an issuer we do not trust");
    }

    [Fact]
    public async Task CheckAsync_Cancelled_ThrowsAndKeepsTheHealth()
    {
        using var server = new FakeStenographer(fixture.Pki) { Stats = () => new() { StallBeforeHeaders = true } };
        using var cancel = new CancellationTokenSource();
        var region = Region(server.Region("Region 1"));
        var check = region.CheckAsync(cancel.Token);
        SpinWait.SpinUntil(() => server.Accepted > 0, TimeSpan.FromSeconds(20)).ShouldBeTrue();

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(check.WaitAsync(TimeSpan.FromSeconds(5)));
        region.Health.ShouldBe(RegionHealth.Unknown);
    }

    private FakeStenographer Telling(string stats) =>
        new(fixture.Pki) { Stats = () => FakeAnswer.Capture(System.Text.Encoding.Latin1.GetBytes(stats)) };
}
