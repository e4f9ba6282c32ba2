using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Faults;

/// <summary>One job on a fleet in which almost everything is broken.</summary>
public sealed partial class FaultyRegionsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task FiveFaultsAndOneSoundRegion_JobIsPartialAndEverySentenceIsTheSameEverywhere()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        using var regions = new FaultyFleet(seed);
        await using var fleet = await PacketFleetProcess.StartAsync(regions.Config);
        var id = await fleet.SubmitAsync(FaultyFleet.Query, FaultyFleet.Names);
        var job = await fleet.WaitForEndAsync(id);
        job.GetProperty("state").GetString().ShouldBe("partial", fleet.Output);
        var byName = job.GetProperty("regions").EnumerateArray().ToDictionary(r => r.GetProperty("name").GetString()!);

        // Whose packets came, came whole.
        var sound = byName[FaultyFleet.Sound];
        sound.GetProperty("verdict").GetString().ShouldBe("complete");
        sound.GetProperty("gaps").GetArrayLength().ShouldBe(0);
        Captures.Keys(Captures.Read(await fleet.DownloadAsync(id, Only(FaultyFleet.Sound)))).ShouldBe(Captures.Keys(regions.Good.Inside(FaultyFleet.Window)));
        var torn = regions.TornBeforeCut.Inside(FaultyFleet.Window).ToList();
        Captures.Keys(Captures.Read(await fleet.DownloadAsync(id, Only(FaultyFleet.Cut)))).ShouldBe(Captures.Keys(torn));
        byName[FaultyFleet.Cut].GetProperty("packets").GetInt64().ShouldBe(torn.Count);
        byName[FaultyFleet.Cut].GetProperty("deliveredPackets").GetInt64().ShouldBe(torn.Count);
        foreach (var empty in new[] { FaultyFleet.Down, FaultyFleet.Refusing, FaultyFleet.Garbage, FaultyFleet.Silent })
        {
            byName[empty].GetProperty("packets").GetInt64().ShouldBe(0);
            Captures.Read(await fleet.DownloadAsync(id, Only(empty))).ShouldBeEmpty();
        }

        Captures.Keys(Captures.Read(await fleet.DownloadAsync(id))).ShouldBe(Captures.Keys(regions.Good.Inside(FaultyFleet.Window).Concat(torn)));

        // What did not, is a gap.
        HasGap(byName[FaultyFleet.Down], "failed", FaultyFleet.Window);
        HasGap(byName[FaultyFleet.Refusing], "failed", FaultyFleet.Window);
        HasGap(byName[FaultyFleet.Garbage], "failed", FaultyFleet.Window);
        HasGap(byName[FaultyFleet.Silent], "cutByNetwork", FaultyFleet.Window);
        HasGap(byName[FaultyFleet.Cut], "cutByNetwork", new TimeWindow(new PacketTime(torn[^1].Time), FaultyFleet.Window.Before));

        // And says why, everywhere in the same words.
        var events = (await fleet.Http.GetFromJsonAsync<JsonElement>($"/api/v1/jobs/{id}/events")).EnumerateArray().ToArray();
        var log = JobLog.Reasons(fleet, id);
        var page = await JobPageText.ReadAsync(fleet.BaseUrl, id, FaultyFleet.Silent);
        foreach (var name in FaultyFleet.Names.Except([FaultyFleet.Sound]))
        {
            var reason = byName[name].GetProperty("reason").GetString()!;
            output.WriteLine(reason);
            IsGoodSentence(reason, name);
            events.ShouldContain(e => e.GetProperty("region").GetString() == name && e.GetProperty("message").GetString()!.StartsWith(reason), reason);
            log[name].ShouldBe(reason);
            fleet.Output.ShouldContain(reason);
            page.Regions.ShouldContain(reason);
            page.Events.ShouldContain(reason);
        }

        foreach (var happened in events)
            output.WriteLine(happened.GetProperty("message").GetString()!);
    }

    private static string Only(string region) => $"?region={Uri.EscapeDataString(region)}";

    private static void HasGap(JsonElement region, string kind, TimeWindow window)
    {
        region.GetProperty("state").GetString().ShouldBe("failed", region.ToString());
        region.GetProperty("verdict").GetString().ShouldBe("missing");
        var gap = region.GetProperty("gaps").EnumerateArray().ShouldHaveSingleItem();
        gap.GetProperty("kind").GetString().ShouldBe(kind, region.ToString());
        gap.GetProperty("from").GetString().ShouldBe(window.After.ToString());
        gap.GetProperty("to").GetString().ShouldBe(window.Before.ToString());
        gap.GetProperty("reason").GetString().ShouldBe(region.GetProperty("reason").GetString());
    }

    private static void IsGoodSentence(string sentence, string region)
    {
        sentence.ShouldStartWith(region + " ");
        sentence.ShouldEndWith(".");
        sentence.ShouldNotContain('\n');
        sentence.Length.ShouldBeLessThan(220);
        OneSentence.Count(sentence).ShouldBe(0, sentence);
        Innards.Match(sentence).Value.ShouldBeEmpty(sentence);
    }

    /// <summary>A full stop in the middle, followed by another beginning.</summary>
    [GeneratedRegex(@"\.\s+[A-Z]")]
    private static partial Regex OneSentence { get; }

    /// <summary>Names of types, and what exceptions say of themselves.</summary>
    [GeneratedRegex(@"Exception|System\.|   at |Error\b|\b[A-Z][a-z]+[A-Z]\w*\b(?<!ClientCert|CaCert|ClientKey)")]
    private static partial Regex Innards { get; }
}
