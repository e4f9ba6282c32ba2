using PacketFleet.Web.Recall;

namespace PacketFleet.Web.Tests.Persistence;

public class QueryShelfTests
{
    [Fact]
    public async Task Saved_KeptUnderItsName_OutlivesARestartAndIsOnesOwn()
    {
        await using var open = await OpenStore.NewAsync();
        (await Shelf(open).SaveAsync("ann", Query("Zebra", "tcp"))).ShouldBeNull();
        (await Shelf(open).SaveAsync("ann", Query("apple", "host 8.8.8.8 and after 4h ago") with { Source = "100" })).ShouldBeNull();
        (await Shelf(open).SaveAsync("bob", Query("apple", "udp"))).ShouldBeNull();

        await open.ReopenAsync();

        (await Shelf(open).SavedAsync("ann")).ShouldBe([Query("apple", "host 8.8.8.8 and after 4h ago") with { Source = "100" }, Query("Zebra", "tcp")]);
        (await Shelf(open).SavedAsync("bob")).ShouldBe([Query("apple", "udp")]);
        (await Shelf(open).SavedAsync("eve")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Saved_TheSameNameAgain_StandsForTheNewQuery()
    {
        await using var open = await OpenStore.NewAsync();
        await Shelf(open).SaveAsync("ann", Query("dns", "port 53") with { Source = "1" });

        (await Shelf(open).SaveAsync("ann", Query("dns", "port 53 and udp"))).ShouldBeNull();

        (await Shelf(open).SavedAsync("ann")).ShouldBe([Query("dns", "port 53 and udp")]);
    }

    [Fact]
    public async Task Saved_Forgotten_IsGoneAndOthersStay()
    {
        await using var open = await OpenStore.NewAsync();
        await Shelf(open).SaveAsync("ann", Query("dns", "port 53"));
        await Shelf(open).SaveAsync("bob", Query("dns", "port 53"));

        await Shelf(open).ForgetAsync("ann", "dns");
        await Shelf(open).ForgetAsync("ann", "never there");

        (await Shelf(open).SavedAsync("ann")).ShouldBeEmpty();
        (await Shelf(open).SavedAsync("bob")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Saved_OneTooMany_SaysWhatToDo()
    {
        await using var open = await OpenStore.NewAsync();
        for (var i = 0; i < IQueryShelf.MaxSaved; i++)
            (await Shelf(open).SaveAsync("ann", Query($"q{i}", "tcp"))).ShouldBeNull();

        (await Shelf(open).SaveAsync("ann", Query("one more", "tcp"))).ShouldBe("You keep 200 queries already: forget one first.");
        (await Shelf(open).SaveAsync("ann", Query("q7", "udp"))).ShouldBeNull();
        (await Shelf(open).SavedAsync("ann")).Count.ShouldBe(IQueryShelf.MaxSaved);
    }

    [Fact]
    public async Task Recent_AskedOften_IsThereOnceWithItsLatestJob()
    {
        await using var open = await OpenStore.NewAsync();
        await open.CreateAsync("A", "B");
        await open.Store.CreateJobAsync(OpenStore.NewJob("B") with { Query = "udp", Source = null, RequestedBy = "bob" }, default);
        await open.Store.CreateJobAsync(OpenStore.NewJob("B") with { Query = "tcp", Source = null }, default);
        await open.CreateAsync("B", "A");

        var recent = await Shelf(open).RecentAsync("anonymous", 10);

        recent.Select(r => (r.Query, r.Source, r.Case, r.Job)).ShouldBe([("host 8.8.8.8 and after 3h ago", "100", "case 7", 4), ("tcp", null, "case 7", 3)]);
        recent[0].Regions.ShouldBe(["B", "A"]);
        (await Shelf(open).RecentAsync("anonymous", 1)).Count.ShouldBe(1);
        (await Shelf(open).RecentAsync("bob", 10)).Select(r => r.Query).ShouldBe(["udp"]);
    }

    private static IQueryShelf Shelf(OpenStore open) => open.Store;

    private static SavedQuery Query(string name, string query) => new(name, query, null, OpenStore.Noon);
}
