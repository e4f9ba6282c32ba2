using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Controls.Jobs;
using static PacketFleet.Web.Tests.Components.Jobs.Samples;

namespace PacketFleet.Web.Tests.Components.Jobs;

public sealed class VerdictWordsTests
{
    private const string Refused = "Singapore refused our client certificate (it does not trust its issuer): check `ClientCert` in its settings.";

    private static readonly Gap Cut = Gap(GapKind.CutByNetwork, "14:17", "14:31");

    public static TheoryData<string, JobSnapshot, string> Jobs() => new()
    {
        { "complete", Job(1, JobState.Completed, Complete("A"), Complete("B")), "all 4 h" },
        { "an hour", Job(1, JobState.Completed, Complete("A")) with { Window = Window("10:00", "11:00") }, "all 60 min" },
        { "nothing found", Job(1, JobState.Completed, Complete("A", 0)) with { Window = Window("06:00", "12:00") }, "all 6 h, no packets" },
        { "open window", Job(1, JobState.Completed, Complete("A")) with { Window = default }, "all that is held" },
        { "not held before", Job(1, JobState.Completed, Complete("A"), Absent("B", Gap(GapKind.OlderThanRetention, null, "11:40"))), "not held before 11:40" },
        { "not held after", Job(1, JobState.Completed, Absent("B", Gap(GapKind.TooRecent, "14:58", null))), "not held after 14:58" },
        { "a hole", Job(1, JobState.Completed, Absent("B", Gap(GapKind.NoCapture, "12:00", "12:08"))), "8 min not held" },
        { "nothing held", Job(1, JobState.Completed, Absent("B", Gap(GapKind.OlderThanRetention, null, null))), "nothing held" },
        { "one holds nothing", Job(1, JobState.Completed, Complete("A"), Absent("B", Gap(GapKind.OlderThanRetention, null, "15:00"))), "not held in 1 of 2" },
        { "cut", Job(1, JobState.Partial, Complete("A"), Missing("B", Cut)), "14 min missing" },
        { "cut twice at once", Job(1, JobState.Partial, Missing("A", Gap(GapKind.CutByServer, "14:20", "14:40")), Missing("B", Cut)), "23 min missing" },
        { "limit", Job(1, JobState.Partial, Complete("A"), Missing("B", Gap(GapKind.LimitReached, "12:00", null))), "limit reached" },
        { "whole regions", Job(1, JobState.Partial, Complete("A"), Fetch("B", FetchState.Done, 0, Verdict.Missing, 0, null, Gap(GapKind.Failed, null, null)), Fetch("C", FetchState.Failed, 0, Verdict.Missing, 0, Refused)), "2 of 3 regions missing" },
        { "failed", Job(1, JobState.Failed, Fetch("Singapore", FetchState.Failed, 0, Verdict.Missing, 0, Refused)), "refused our client certificate" },
        { "all failed", Job(1, JobState.Failed, Fetch("A", FetchState.Failed, 0, Verdict.Missing, 0, "A is gone."), Fetch("B", FetchState.Failed, 0, Verdict.Missing, 0, "B does not answer.")), "all 2 regions failed" },
        { "cancelled", Job(1, JobState.Cancelled, Fetch("A", FetchState.Cancelled, 0.34), Fetch("B", FetchState.Cancelled, 0.29)), "stopped at 31 %" },
        { "cancelled while it drains", Job(1, JobState.Cancelled, Fetch("A", FetchState.Cancelled, 1)), "read, not all delivered" },
    };

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Finished_Job_SaysWhatItAddsUpTo(string subject, JobSnapshot job, string words) =>
        VerdictWords.Of(job, TimeZoneInfo.Utc, fresh: false).Text.ShouldBe(words, subject);

    [Fact]
    public void Fresh_CompleteJob_SaysSoInGreen()
    {
        var words = VerdictWords.Of(Job(1, JobState.Completed, Complete("A")), TimeZoneInfo.Utc, fresh: true);
        (words.Text, words.Tone).ShouldBe(("complete, all 4 h", "good"));
    }

    [Theory]
    [InlineData("Region 2 refused our client certificate (it does not trust its issuer): check `ClientCert`.", "2", "refused our client certificate")]
    [InlineData("Frankfurt is busy: second in line.", "Frankfurt", "second in line")]
    [InlineData("Frankfurt has captured to 15:00; the rest is asked later.", "Frankfurt", "captured to 15:00")]
    [InlineData("Gravwell lags: it takes packets slower than they come.", "Frankfurt", "Gravwell lags")]
    [InlineData("", "Frankfurt", "")]
    [InlineData("Region 1 is busy: second in line. Region 1 loses this in 14 min.", "Region 1", "second in line; loses this in 14 min")]
    public void Reason_Shortened_KeepsWhatMatters(string reason, string region, string words) => Reasons.Short(reason, region).ShouldBe(words);

    private static FetchSnapshot Absent(string name, params Gap[] gaps) => Fetch(name, FetchState.Done, 1, Verdict.Absent, 10, null, gaps);

    private static FetchSnapshot Missing(string name, params Gap[] gaps) => Fetch(name, FetchState.Done, 1, Verdict.Missing, 10, null, gaps);
}
