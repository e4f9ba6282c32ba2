using PacketFleet.Web.Components.Controls.Composer;
using PacketFleet.Wire;

namespace PacketFleet.Web.Tests.Components.Composer;

public sealed class RegionTextTests
{
    [Theory]
    [InlineData("2026-11-24T11:40:00Z", "from 11:40 today")]
    [InlineData("2026-11-12T04:10:00Z", "from 12 Nov 04:10")]
    [InlineData("2024-03-01T04:10:00Z", "from 1 Mar 2024")]
    public void From_AnOldestPacket_IsShort(string oldest, string text) =>
        RegionText.From(TimeZoneInfo.Utc, PacketTime.From(DateTimeOffset.Parse(oldest)), FleetContext.Now).ShouldBe(text);

    [Theory]
    [InlineData("Singapore refused our client certificate (it does not trust its issuer): check `ClientCert` in its settings.", "refused our client certificate")]
    [InlineData("Singapore does not answer: check that it runs.", "does not answer")]
    [InlineData("Region Singapore has no directory /data: create it.", "has no directory /data")]
    [InlineData("No route to 10.0.0.9.", "No route to 10.0.0.9")]
    [InlineData("Singapore said something that goes on and on for much longer than any chip is wide.", "said something that goes on and on for…")]
    [InlineData(null, null)]
    public void ShortReason_OfASentence_IsItsMiddle(string? reason, string? text) =>
        RegionText.ShortReason("Singapore", reason).ShouldBe(text);
}
