using Bunit;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Controls.Composer.Completion;
using ComposerComponent = PacketFleet.Web.Components.Controls.Composer.Composer;

namespace PacketFleet.Web.Tests.Components.Composer.Completion;

public sealed class UsedTermsTests
{
    private static readonly JobSnapshot[] Jobs =
    [
        Job(5, "host 203.0.113.77 and port 53", "soc2", "INC-2041"),
        Job(4, "host 192.0.2.44 or host 203.0.113.77", "soc1", "INC-2041"),
        Job(3, "net 2001:db8:40::/48 and tcp", "soc3", "INC-7"),
        Job(2, "host 10.0.0.1", "soc1", null),
        Job(1, "host 10.0.0.1 and host 10.0.0.1", "soc1", null),
        Job(0, "not a query", "soc1", "INC-2041"),
    ];

    [Fact]
    public void Terms_OfOnesCase_ComeFirst_ThenTheMostUsed() =>
        UsedTerms.Of(Jobs, "inc-2041").Select(t => $"{t.Text}: {t.Says}").ShouldBe(
        [
            "host 203.0.113.77: used in 2 jobs of this case",
            "host 192.0.2.44: used in 1 job of this case",
            "host 10.0.0.1: used in 2 jobs",
            "net 2001:db8:40::/48: used in a job of soc3",
        ]);

    [Fact]
    public void Terms_WithoutACase_AreTheMostUsed() =>
        UsedTerms.Of(Jobs, "").Select(t => t.Text).ShouldBe(["host 203.0.113.77", "host 10.0.0.1", "host 192.0.2.44", "net 2001:db8:40::/48"]);

    [Fact]
    public void Terms_OfManyJobs_AreFew() =>
        UsedTerms.Of(Enumerable.Range(0, 300).Select(i => Job(i, $"host 10.0.{i / 250}.{i % 250}", "soc1", null)), "").Count.ShouldBe(30);

    [Fact]
    public async Task Focus_OfTheEditor_HandsOverWhatWasUsed()
    {
        await using var page = new FleetContext();
        page.Board.Change(Jobs);
        var composer = page.Render<ComposerComponent>();
        page.Attached.VerifyInvoke("use");
        composer.Find("input[data-field=case]").Input("INC-7");

        composer.Find("textarea").Focus();

        var used = page.Attached.Invocations["use"][^1].Arguments[0].ShouldBeAssignableTo<IReadOnlyList<CompletionEntry>>()!;
        used[0].Says.ShouldBe("used in 1 job of this case");
        used[0].Name.ShouldBe("net 2001:db8:40::/48");
    }

    private static JobSnapshot Job(long id, string query, string by, string? @case) => FakeJobs.Job(id, query, by) with { Case = @case };
}
