using PacketFleet.Web.Components.Controls.Recall;

namespace PacketFleet.Web.Tests.Components.Recall;

public sealed class ComposerLinkTests
{
    [Fact]
    public void Link_OfAFullComposer_CarriesEverythingEscaped()
    {
        var link = ComposerLink.Build(
            "http://127.0.0.1:9002/", "host 8.8.8.8 and (tcp or udp)", " 0x7f ", ["Region 1", "A&B, C"], "2026-11-24T11:00:00Z", "2026-11-24T15:00:00Z", "INC #7");

        link.ShouldBe("http://127.0.0.1:9002/?q=host%208.8.8.8%20and%20%28tcp%20or%20udp%29&s=0x7f&c=Region%201&c=A%26B%2C%20C&after=2026-11-24T11%3A00%3A00Z&before=2026-11-24T15%3A00%3A00Z&case=INC%20%237");
    }

    [Fact]
    public void Link_OfAnEmptyComposer_IsThePage() =>
        ComposerLink.Build("http://127.0.0.1:9002/", " ", null, [], null, "", null).ShouldBe("http://127.0.0.1:9002/");
}
