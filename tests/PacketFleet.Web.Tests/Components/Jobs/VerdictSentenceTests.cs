using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Controls.Jobs;
using static PacketFleet.Web.Tests.Components.Jobs.Samples;

namespace PacketFleet.Web.Tests.Components.Jobs;

public sealed class VerdictSentenceTests
{
    private static readonly Gap Cut = Gap(GapKind.CutByNetwork, "14:17", "14:31");

    private static readonly FetchSnapshot Ashburn = Fetch("Ashburn", FetchState.Streaming, 0.8, null, 5, null, Gap(GapKind.OlderThanRetention, null, "11:40"));

    private static readonly FetchSnapshot Singapore = Fetch("Singapore", FetchState.Done, 1, Verdict.Missing, 5, null, Cut);

    public static TheoryData<JobSnapshot, string> Jobs() => new()
    {
        { Job(1, JobState.Queued, Fetch("A", FetchState.Queued)), "Queued." },
        {
            Job(1, JobState.Running, Fetch("Frankfurt", FetchState.Streaming, 0.85), Ashburn, Singapore),
            "Running, 88 %. Frankfurt is covered to 14:24. Ashburn holds nothing before 11:40. Singapore lost its connection at 14:17: [14 min are missing so far]; Retry fetches them."
        },
        { Job(1, JobState.Completed, Complete("A", 40), Complete("B", 2)), "Complete: all 4 h from 2 regions, 42 packets." },
        { Job(1, JobState.Completed, Complete("A", 0)), "Complete: all 4 h read in A, no packets match." },
        { Job(1, JobState.Completed, Told("A", 40)), "Complete as far as it tells: all 4 h from A, 40 packets." },
        { Job(1, JobState.Completed, Told("A", 0)), "Complete as far as it tells: all 4 h read in A, no packets match." },
        { Job(1, JobState.Completed, Told("A", 40), Complete("B", 2)), "Complete as far as A tells: all 4 h from 2 regions, 42 packets." },
        { Job(1, JobState.Completed, Told("A", 40), Told("B", 2), Complete("C", 0)), "Complete as far as they tell: all 4 h from 3 regions, 42 packets." },
        {
            Job(1, JobState.Partial, Complete("Frankfurt"), Fetch("Ashburn", FetchState.Done, 1, Verdict.Missing, 5, null, Cut)),
            "Complete in Frankfurt. Ashburn lost its connection at 14:17: [14 min of your window are missing]; Retry fetches them."
        },
        {
            Job(1, JobState.Partial, Complete("Frankfurt"), Fetch("Ashburn", FetchState.Failed, 0, Verdict.Missing, 0, "Ashburn did not answer within 10 s: check its address.")),
            "Complete in Frankfurt. Ashburn did not answer within 10 s: check its address. [All of Ashburn is missing]."
        },
        {
            Job(1, JobState.Failed, Fetch("Ashburn", FetchState.Failed, 0, Verdict.Missing, 0, "Ashburn did not answer within 10 s: check its address.")),
            "Failed: nothing came. Ashburn did not answer within 10 s: check its address."
        },
        { Job(1, JobState.Cancelled, Fetch("A", FetchState.Cancelled, 0.31, Verdict.Missing, 5, null, Gap(GapKind.Cancelled, "12:00", null))), "Cancelled at 31 %; what came until then is kept." },
        { Job(1, JobState.Cancelled, Fetch("A", FetchState.Cancelled, 1, Verdict.Missing, 5, null, Gap(GapKind.Cancelled, "12:00", "12:10"))), "Cancelled before all that was read was delivered." },
    };

    [Fact]
    public void Limit_ThatLeftAPacket_IsNoWholeLoss()
    {
        var limited = Fetch("Ashburn", FetchState.Done, 0, Verdict.Missing, 1, "The job reached its limit of 20 packets.", Gap(GapKind.LimitReached, "11:00", null, "The job reached its limit of 20 packets."));
        string.Concat(VerdictSentence.Of(Job(1, JobState.Partial, Complete("Frankfurt"), limited), TimeZoneInfo.Utc).Select(p => p.Text))
            .ShouldBe("Complete in Frankfurt. Ashburn stopped at the limit at 11:00: 4 h of your window are missing.");
    }

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Verdict_InWords_MarksOnlyTheCountedLoss(JobSnapshot job, string sentence) =>
        string.Concat(VerdictSentence.Of(job, TimeZoneInfo.Utc).Select(p => p.IsLoss ? $"[{p.Text}]" : p.Text)).ShouldBe(sentence);

    [Fact]
    public void Verdict_OfManyFailures_CountsTheRest()
    {
        var regions = Enumerable.Range(1, 9).Select(i => Fetch($"R{i}", FetchState.Failed, 0, Verdict.Missing, 0, $"R{i} is gone.")).ToArray();
        string.Concat(VerdictSentence.Of(Job(1, JobState.Failed, regions), TimeZoneInfo.Utc).Select(p => p.Text)).ShouldEndWith("R5 is gone. 4 more regions below.");
    }
}
