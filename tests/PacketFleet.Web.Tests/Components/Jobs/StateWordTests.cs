using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Controls.Jobs;
using static PacketFleet.Web.Tests.Components.Jobs.Samples;

namespace PacketFleet.Web.Tests.Components.Jobs;

public sealed class StateWordTests
{
    [Theory]
    [InlineData(JobState.Queued, "Queued")]
    [InlineData(JobState.Running, "Running")]
    [InlineData(JobState.Stopping, "Stopping")]
    [InlineData(JobState.Completed, "Complete")]
    [InlineData(JobState.Partial, "Partial")]
    [InlineData(JobState.Failed, "Failed")]
    [InlineData(JobState.Cancelled, "Cancelled")]
    public void Job_InEachState_HasItsWord(JobState state, string word) => StateWord.Of(Job(1, state, Fetch("A", FetchState.Streaming, 0.5))).Text.ShouldBe(word);

    [Theory]
    [InlineData(FetchState.Queued, null, "Queued")]
    [InlineData(FetchState.Connecting, null, "Connecting")]
    [InlineData(FetchState.Streaming, null, "Streaming")]
    [InlineData(FetchState.Waiting, null, "Waiting")]
    [InlineData(FetchState.Draining, null, "Draining")]
    [InlineData(FetchState.Done, Verdict.Complete, "Complete")]
    [InlineData(FetchState.Done, Verdict.Absent, "Not held")]
    [InlineData(FetchState.Done, Verdict.Missing, "Missing")]
    [InlineData(FetchState.Failed, Verdict.Missing, "Failed")]
    [InlineData(FetchState.Cancelled, Verdict.Missing, "Cancelled")]
    public void Region_InEachState_HasItsWord(FetchState state, Verdict? verdict, string word) => StateWord.Of(Fetch("A", state, null, verdict)).Text.ShouldBe(word);

    [Fact]
    public void Marks_OfAllStates_DifferInShape()
    {
        var ended = new[] { JobState.Queued, JobState.Running, JobState.Completed, JobState.Partial, JobState.Failed, JobState.Cancelled };
        ended.Select(s => StateWord.Of(Job(1, s)).Mark).Distinct().Count().ShouldBe(ended.Length);
    }

    [Fact]
    public void Job_WaitsOnlyWhenAllThatIsLeftWaits()
    {
        StateWord.Of(Job(1, JobState.Running, Fetch("A", FetchState.Waiting), Complete("B"))).Text.ShouldBe("Waiting");
        StateWord.Of(Job(1, JobState.Running, Fetch("A", FetchState.Waiting), Fetch("B", FetchState.Streaming, 0.1))).Text.ShouldBe("Running");
    }
}
