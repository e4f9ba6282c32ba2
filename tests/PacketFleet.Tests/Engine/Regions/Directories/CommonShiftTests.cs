using Microsoft.Extensions.Logging.Abstractions;
using PacketFleet.Engine;
using PacketFleet.Engine.Regions;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Regions.Directories;

public sealed class CommonShiftTests : IDisposable
{
    private readonly CaptureFolder _one = new();
    private readonly CaptureFolder _other = new();

    [Fact]
    public async Task Shift_TwoRebased_IsOneAndTheNewestPacketOfBothEndsBeforeTheStart()
    {
        _one.Write("a.pcap", (10, 1), (500, 2));
        _other.Write("b.pcap", (10, 3), (700, 4));
        var regions = Create((_one, true), (_other, true), (_one, false));

        // The older one is asked first: it must not take its own end for the common one.
        regions[0].Shift.ShouldBe(999_299 * CaptureFolder.Second);
        regions[1].Shift.ShouldBe(regions[0].Shift);
        regions[2].Shift.ShouldBe(0);
        (await regions[0].CheckAsync(CancellationToken.None)).NewestPacket.ShouldBe(PacketTime.FromSeconds(999_799));
        (await regions[1].CheckAsync(CancellationToken.None)).NewestPacket.ShouldBe(PacketTime.FromSeconds(999_999));
    }

    [Fact]
    public void Shift_OneUnreadableAtFirst_IsThatOfTheOtherAndStays()
    {
        _other.Write("b.pcap", (700, 4));
        var regions = Create((_one, true), (_other, true));

        regions[0].Shift.ShouldBe(999_299 * CaptureFolder.Second);
        _one.Write("a.pcap", (800, 1));
        _one.Time.Advance(TimeSpan.FromMinutes(1));
        regions[0].Shift.ShouldBe(999_299 * CaptureFolder.Second);
    }

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
    }

    private IReadOnlyList<IRegion> Create(params (CaptureFolder Folder, bool Rebase)[] regions) => RegionFactory.Create(
        regions.Select((r, i) => new RegionOptions { Name = $"Tap {i}", PcapDirectory = r.Folder.Path, RebaseToNow = r.Rebase }),
        new EngineOptions { ArchiveDirectory = "/nowhere" },
        PacketTime.FromSeconds(1_000_000),
        _one.Time,
        NullLoggerFactory.Instance);
}
