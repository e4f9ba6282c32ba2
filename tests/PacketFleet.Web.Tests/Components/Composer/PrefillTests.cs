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
}
