using PacketFleet.Engine.Regions;
using PacketFleet.Web.Components.Controls.Composer;

namespace PacketFleet.Web.Tests.Components.Composer;

public sealed class PrefillTests
{
    private static readonly RegionCatalog Catalog = new([FakeRegion.Unknown("Region 1"), FakeRegion.Unknown("Region 2"), FakeRegion.Unknown("Kiel, north")]);

    [Theory]
    [InlineData("8.8.8.8", "host 8.8.8.8")]
    [InlineData(" 2001:db8::1 ", "host 2001:db8::1")]
    [InlineData("192.0.2.0/24", "net 192.0.2.0/24")]
    [InlineData("host 8.8.8.8", "host 8.8.8.8")]
    [InlineData("53", "53")]
    [InlineData("10.1", "10.1")]
    [InlineData("  ", null)]
    [InlineData(null, null)]
    public void Query_AnAddressAlone_BecomesATerm(string? text, string? query) =>
        Prefill.Read(text, null, null, null, Catalog).Query.ShouldBe(query);

    [Fact]
    public void Regions_RepeatedOrWithCommas_AreFound() =>
        Prefill.Read(null, null, null, ["Region 1,Region 2", "Kiel, north"], Catalog).Regions.ShouldBe(["Region 1", "Region 2", "Kiel, north"], ignoreOrder: true);

    [Fact]
    public void Regions_ThatDoNotExist_AreSaid()
    {
        var prefill = Prefill.Read(null, null, null, ["Region 1", "Region 9"], Catalog);

        prefill.Regions.ShouldBe(["Region 1"]);
        prefill.Unknown.ShouldBe(["Region 9"]);
    }

    [Fact]
    public void Regions_NoneNamed_LeaveTheChoiceOpen()
    {
        var prefill = Prefill.Read("host 8.8.8.8", "100", "INC-1", [], Catalog);

        prefill.Regions.ShouldBeNull();
        prefill.Unknown.ShouldBeEmpty();
        prefill.Source.ShouldBe("100");
        prefill.Case.ShouldBe("INC-1");
    }

    [Fact]
    public void Fields_LongerThanTheyMayBe_AreCut() =>
        Prefill.Read(new string('x', 100_000), new string('x', 100_000), null, null, Catalog).Query!.Length.ShouldBe(8192);

    [Theory]
    [InlineData("2026-11-24T11:00:00Z", null, "after 2026-11-24T11:00:00Z")]
    [InlineData("2026-11-24T12:00:00+01:00", "2026-11-24T15:00:00Z", "after 2026-11-24T11:00:00Z and before 2026-11-24T15:00:00Z")]
    [InlineData("2026-11-24T12:00:00 01:00", null, "after 2026-11-24T11:00:00Z")]
    [InlineData("1795600000", "1795600000500", "after 2026-11-25T09:46:40Z and before 2026-11-25T09:46:40.5Z")]
    [InlineData(null, " ", "")]
    public void Window_OfAnAddress_IsRead(string? after, string? before, string terms)
    {
        var prefill = Prefill.Read(null, null, null, null, Catalog, after, before);

        prefill.WindowFault.ShouldBeNull();
        (prefill.Window?.Terms ?? "").ShouldBe(terms);
    }

    [Theory]
    [InlineData("yesterday", null, "“after” of the address is no time (“yesterday”)", "")]
    [InlineData("11:00", "1795600000", "“after” of the address is no time (“11:00”)", "before 2026-11-25T09:46:40Z")]
    [InlineData("1795600000", "1795600000", "ends before it starts", "")]
    public void Window_OfAnAddressThatIsWrong_IsSaid(string? after, string? before, string says, string terms)
    {
        var prefill = Prefill.Read(null, null, null, null, Catalog, after, before);

        prefill.WindowFault!.ShouldContain(says);
        (prefill.Window?.Terms ?? "").ShouldBe(terms);
    }
}
