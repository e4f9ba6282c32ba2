using PacketFleet.Engine.Regions;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Regions.Directories;

public sealed class DirectoryHealthTests : IDisposable
{
    private readonly CaptureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_Captures_IsUpWithShiftedEnds()
    {
        _folder.Write("a.pcap", (100, 1), (90, 2)).Write("b.pcap", (200, 3));
        var region = _folder.Region(rebase: true, PacketTime.FromSeconds(1001));
        region.Health.ShouldBe(RegionHealth.Unknown);

        var health = await region.CheckAsync(CancellationToken.None);

        health.ShouldBe(new RegionHealth(HealthState.Up, null, PacketTime.FromSeconds(890), PacketTime.FromSeconds(1000), _folder.Time.GetUtcNow()));
        region.Health.ShouldBe(health);
    }

    [Fact]
    public async Task Check_EmptyDirectory_IsUpAndFindsWhatComes()
    {
        var region = _folder.Region();
        (await region.CheckAsync(CancellationToken.None)).ShouldBe(new RegionHealth(HealthState.Up, null, null, null, _folder.Time.GetUtcNow()));

        _folder.Write("a.pcap", (100, 1));

        (await region.CheckAsync(CancellationToken.None)).NewestPacket.ShouldBe(PacketTime.FromSeconds(100));
    }

    [Fact]
    public async Task Check_NoDirectory_IsDownUntilItIsThere()
    {
        var path = _folder.File("later");
        var region = _folder.Region(path: path);

        (await region.CheckAsync(CancellationToken.None)).ShouldSatisfyAllConditions(
            h => h.State.ShouldBe(HealthState.Down),
            h => h.Reason.ShouldBe($"Attic has no directory {path}: create it, or correct `PcapDirectory` in its settings."));

        Directory.CreateDirectory(path);
        (await region.CheckAsync(CancellationToken.None)).State.ShouldBe(HealthState.Up);
    }

    [Fact]
    public async Task Check_NothingReadable_IsDownWithTheReason()
    {
        _folder.Write("a.pcap", "text"u8.ToArray());

        (await _folder.Region().CheckAsync(CancellationToken.None)).Reason.ShouldBe(
            "Attic has no capture that can be read: file a.pcap begins with the bytes 74657874 and is neither pcap nor pcapng.");
    }

    [Fact]
    public async Task Check_Cancelled_Throws() =>
        await Should.ThrowAsync<OperationCanceledException>(() => _folder.Region().CheckAsync(new CancellationToken(canceled: true)));
}
