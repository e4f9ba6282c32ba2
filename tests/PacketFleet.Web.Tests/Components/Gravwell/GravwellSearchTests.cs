using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Regions;
using PacketFleet.Web.Components.Controls.Gravwell;
using PacketFleet.Web.Configuration;
using PacketFleet.Wire;
using static PacketFleet.Web.Tests.Components.Jobs.Samples;

namespace PacketFleet.Web.Tests.Components.Gravwell;

public sealed class GravwellSearchTests
{
    private static readonly FakeGravwell Configured = new(FakeGravwell.Indexer("tcp://a:1", IndexerState.Ready));

    private static readonly JobSnapshot Plain = Job(12, JobState.Completed, Complete("Frankfurt"), Complete("Ashburn")) with
    {
        Sinks = [new("Archive", 200, 0), new("Gravwell", 200, 0)],
    };

    [Theory]
    [InlineData("100", "100")]
    [InlineData("0x64", "0x64")]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("::64", "::64")]
    [InlineData("64ff", "000000000000000000000000000064ff")]
    public void Search_WithASource_IsByIt(string source, string searched)
    {
        SourceOverride.TryParse(source, out var bytes, out _).ShouldBeTrue();
        var job = Plain with { Source = source, SourceBytes = Convert.ToHexStringLower(bytes!) };

        Search().Of(job).ShouldBe($"tag=steno src == {searched} | intrinsic region job case wirelen | table");
    }

    [Fact]
    public void Search_WithoutASource_IsByTheJob() =>
        Search().Of(Plain).ShouldBe("tag=steno intrinsic job == 12 region case wirelen | table");

    [Fact]
    public void Search_OfRegionsWithTwoTags_NamesBothOnce()
    {
        var search = Search(tags: "other");

        search.Of(Plain)!.ShouldStartWith("tag=steno,other intrinsic");
        search.Of(Plain with { Regions = [Complete("Ashburn")] })!.ShouldStartWith("tag=other intrinsic");
    }

    [Fact]
    public void Search_OfARegionThatIsGone_IsOfTheOthers()
    {
        Search().Of(Plain with { Regions = [Complete("Paris"), Complete("Ashburn")] })!.ShouldStartWith("tag=steno ");
        Search().Of(Plain with { Regions = [Complete("Paris")] }).ShouldBeNull();
    }

    [Fact]
    public void Search_WhereNothingWentToGravwell_IsNone()
    {
        var archived = Plain with { Sinks = [new("Archive", 200, 0)] };
        Search().Of(archived).ShouldBeNull();
        Search(new FakeGravwell()).Of(Plain with { Sinks = [] }).ShouldBeNull();
        Search().Of(archived with { State = JobState.Running }).ShouldNotBeNull();
        Search(new FakeGravwell()).Of(Plain).ShouldNotBeNull();
    }

    [Fact]
    public void Times_OfTheWindow_AreWholeSecondsAroundIt()
    {
        var job = Plain with { Window = new(new PacketTime(At("11:00").Nanoseconds + 1), new PacketTime(At("15:00").Nanoseconds + 1)) };

        Search().WithTimes(job).ShouldBe("start=\"2026-11-24T11:00:00Z\" end=\"2026-11-24T15:00:01Z\" tag=steno intrinsic job == 12 region case wirelen | table");
    }

    [Fact]
    public void Times_OfAnOpenWindow_AreThoseOfWhatWasFound()
    {
        var job = Plain with
        {
            Window = new(null, null),
            Regions = [Complete("Frankfurt") with { FirstPacket = At("11:10"), LastPacket = At("11:20") }, Complete("Ashburn") with { FirstPacket = At("11:05"), LastPacket = At("11:15") }],
        };

        Search().WithTimes(job)!.ShouldStartWith("start=\"2026-11-24T11:05:00Z\" end=\"2026-11-24T11:20:01Z\" tag=");
        Search().WithTimes(job with { State = JobState.Running })!.ShouldStartWith("start=\"2026-11-24T11:05:00Z\" tag=");
        Search().WithTimes(job with { Regions = [Complete("Frankfurt")] }).ShouldBeNull();
    }

    [Fact]
    public void Times_OfPacketsThatGotTheTimeOfArrival_AreNotTold()
    {
        Search(options: new() { Gravwell = new() { TimestampMaxPastSeconds = 60 } }).WithTimes(Plain).ShouldBeNull();
        Search(options: new() { Regions = [new() { Name = "Frankfurt", Tag = "steno", IgnoreTimestamps = true }] }).WithTimes(Plain).ShouldBeNull();
    }

    [Fact]
    public void Link_WithoutAnAddress_IsNone() => Search().Link(Plain).ShouldBeNull();

    [Theory]
    [InlineData("https://gw.example/#!/search?query={query}&from={after}&to={before}", "https://gw.example/#!/search?query=Q&from=A&to=B")]
    [InlineData("https://gw.example/{query}", "https://gw.example/Q")]
    [InlineData("https://gw.example/search", "https://gw.example/search?q=Q&after=A&before=B")]
    [InlineData("https://gw.example/?page=search", "https://gw.example/?page=search&q=Q&after=A&before=B")]
    [InlineData("https://gw.example/?t={after}", "https://gw.example/?t=A&q=Q&before=B")]
    public void Link_ToAnAddress_CarriesSearchAndTimes(string setting, string link)
    {
        var search = Search(options: new() { Gravwell = new() { SearchUrl = setting } });

        search.Link(Plain).ShouldBe(link
            .Replace("Q", "tag%3Dsteno%20intrinsic%20job%20%3D%3D%2012%20region%20case%20wirelen%20%7C%20table", StringComparison.Ordinal)
            .Replace("A", "2026-11-24T11%3A00%3A00Z", StringComparison.Ordinal)
            .Replace("B", "2026-11-24T15%3A00%3A00Z", StringComparison.Ordinal));
    }

    [Fact]
    public void Link_OfAWindowWithoutEnds_LeavesThemOut()
    {
        var job = Plain with { Window = new(null, null) };

        Search(options: new() { Gravwell = new() { SearchUrl = "https://gw" } }).Link(job)!.ShouldEndWith("table");
        Search(options: new() { Gravwell = new() { SearchUrl = "https://gw/?a={after}&q={query}" } }).Link(job)!.ShouldStartWith("https://gw/?a=&q=tag");
    }

    private static GravwellSearch Search(FakeGravwell? gravwell = null, PacketFleetOptions? options = null, string tags = "steno") => new(
        new RegionCatalog([FakeRegion.Up("Frankfurt", Now), new FakeRegion("Ashburn", RegionHealth.Unknown) { Tag = tags }]), options ?? new(), gravwell ?? Configured);
}
