using System.Net;
using PacketFleet.TestKit.Packets;
using PacketFleet.Tests.Wire.Captures.Reading;

namespace PacketFleet.Tests.Engine.Regions.Directories;

public sealed class DirectoryFilterTests : IDisposable
{
    private readonly CaptureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Answer_Filter_KeepsWhatMatches()
    {
        var capture = CaptureBytes.Pcap()
            .Record(1, 0, Frames.Ping(IPAddress.Parse("10.0.0.1"), IPAddress.Parse("8.8.8.8")))
            .Record(2, 0, Frames.Ping(IPAddress.Parse("10.0.0.1"), IPAddress.Parse("9.9.9.9")))
            .Record(3, 0, Frames.Ping(IPAddress.Parse("8.8.8.8"), IPAddress.Parse("10.0.0.1")));
        _folder.Write("a.pcap", capture);

        Answer.Of(_folder.Region(), CaptureFolder.Request("host 8.8.8.8")).Packets.Select(p => p.Time / CaptureFolder.Second).ShouldBe([1, 3]);
    }

    [Fact]
    public void Answer_FilterWithTimes_SeesShiftedTimes()
    {
        var capture = CaptureBytes.Pcap()
            .Record(1, 0, Frames.Arp())
            .Record(2, 0, Frames.Ping(IPAddress.Parse("10.0.0.1"), IPAddress.Parse("9.9.9.9")))
            .Record(3, 0, Frames.Arp());
        _folder.Write("a.pcap", capture);
        var request = CaptureFolder.Request("host 9.9.9.9 or after 1970-01-01T01:00:03Z", shift: 3600 * CaptureFolder.Second);

        Answer.Of(_folder.Region(), request).Packets.Select(p => p.Time / CaptureFolder.Second).ShouldBe([3602, 3603]);
    }
}
