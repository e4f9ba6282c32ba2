using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Tests.Wire.Queries;

namespace PacketFleet.Tests.Engine.Jobs.Slices;

public sealed class DetourTests
{
    private static readonly TimeSpan Padding = TimeSpan.FromMinutes(2);

    [Fact]
    public void Past_PacketInAFile_AsksFromTheNextFileOn()
    {
        var detour = Past(Held.Of(10_000, Held.Minutes(1000, 2000)), 1150, 1000, 1900);
        Text(detour).ShouldBe("1180.000001-2020, out of reach 1150-1180, new");
    }

    [Fact]
    public void Past_NextFileLater_ItsNameIsAsked() =>
        Text(Past(Held.Of(10_000, [1000, 1061, 1121]), 1030, 900, 1900)).ShouldBe("1061-2020, out of reach 1030-1061, new");

    [Fact]
    public void Past_LastFile_NothingIsLeftToAsk()
    {
        var holdings = Held.Of(10_000, Held.Minutes(1000, 2000));
        Text(Past(holdings, 1980, 1000, 1990)).ShouldBe("nothing, out of reach 1980-1990, new");
        Text(Past(holdings, 1140, 1000, 1150)).ShouldBe("1180.000001-1270, out of reach 1140-1150, new");
        Text(Past(Held.Of(10_000, [1000, 5000]), 1020, 1000, 1900)).ShouldBe("nothing, out of reach 1020-1060, new");
    }

    [Fact]
    public void Past_OpenEnd_StaysOpen() =>
        Text(Past(Held.Of(10_000, Held.Minutes(1000, 2000)), 1150, 1000, null)).ShouldBe("1180.000001-…, out of reach 1150-1180, new");

    [Fact]
    public void Past_SeveralThreads_NoneOfTheFilesBeingReadIsAskedAgain() =>
        Text(Past(Held.Of(10_000, Held.Minutes(1000, 2000), Held.Minutes(1015, 2015)), 1155, 1000, 1900))
            .ShouldBe("1195.000001-2020, out of reach 1155-1195, compared");

    [Fact]
    public void Past_WhereAFileBegins_EitherMayBeTheOne()
    {
        var holdings = Held.Of(10_000, Held.Minutes(1000, 2000));
        Text(Past(holdings, 1175, 1000, 1900)).ShouldBe("1180.000001-2020, out of reach 1175-1180, compared");
        Text(Past(holdings, 1185, 1000, 1900, edge: 1170)).ShouldBe("1240.000001-2020, out of reach 1170-1240, new");
    }

    [Fact]
    public void Past_NoFileKnownThere_NoWayRound() => Detour.Past([], Held.At(5), Held.Window(0, 10), Padding, Held.At(5)).ShouldBeNull();

    [Fact]
    public void Past_AnyFiles_SelectsEveryFileBehindAndNoneBefore()
    {
        var random = Seeded.Random();
        for (var round = 0; round < 3000; round++)
        {
            var age = 1 + random.Next(120);
            var holdings = Held.Aged(age, 100_000, [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Files(random, age))]);
            var files = holdings.Threads.SelectMany(t => t.Files).ToArray();
            var at = files[random.Next(files.Length)].Start.Add(TimeSpan.FromSeconds(random.NextDouble() * age));

            var detour = Detour.Past(holdings.Threads, at, Held.Window(0, null), Padding, at).ShouldNotBeNull();

            var bad = holdings.Threads.Select(t => t.Files.Where(f => f.Start <= at).Select(f => (HeldFile?)f).LastOrDefault()).OfType<HeldFile>().ToArray();
            detour.OutOfReach.After.ShouldBe(at);
            foreach (var file in files)
            {
                // As Stenographer selects: by the name alone, a minute wider.
                var selected = detour.Ask is { } ask && !(file.Start < ask.After?.Add(TimeSpan.FromSeconds(-60)));
                selected.ShouldBe(file.Start > bad.Max(b => b.Start));
            }
        }
    }

    [Fact]
    public void Past_AgainAndAgain_ComesToAnEnd()
    {
        var holdings = Held.Of(10_000, Held.Minutes(1000, 4000));
        var (at, steps) = (Held.At(1000), 0);
        while (Detour.Past(holdings.Threads, at, Held.Window(1000, 5000), Padding, at) is { Ask.After: { } from } && ++steps < 1000)
            at = holdings.Threads[0].Files.First(f => f.Start > at && f.Start.Add(TimeSpan.FromSeconds(60)) >= from).Start;
        steps.ShouldBe(50);
    }

    private static int[] Files(Random random, int age)
    {
        var files = new List<int>();
        for (var at = random.Next(500); files.Count < 20; at += age + (random.Next(6) == 0 ? random.Next(300) : random.Next(2)))
            files.Add(at);
        return [.. files];
    }

    private static Detour Past(RegionHoldings holdings, double at, int? after, int? before, double? edge = null) =>
        Detour.Past(holdings.Threads, Held.At(at), Held.Window(after, before), Padding, Held.At(edge ?? at)).ShouldNotBeNull();

    private static string Text(Detour detour) =>
        $"{(detour.Ask is { } ask ? Held.Text(ask) : "nothing")}, out of reach {Held.Text(detour.OutOfReach)}, {(detour.Compare ? "compared" : "new")}";
}
