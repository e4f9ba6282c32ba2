using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Controls.Jobs;
using static PacketFleet.Web.Tests.Components.Jobs.Samples;

namespace PacketFleet.Web.Tests.Components.Jobs;

public sealed class JobTableModelTests
{
    private readonly JobTableModel _model = new();

    [Fact]
    public void Job_ThatEnds_KeepsItsPlaceForFiveSeconds()
    {
        var job = Job(7, JobState.Running, Complete("A"));
        _model.Load([Job(8, JobState.Running), job, Job(6, JobState.Running)], Now);

        _model.Apply([job.Later(JobState.Completed)], Now);
        _model.InFlight.Select(j => j.Id).ShouldBe([8, 7, 6]);
        (_model.IsFresh(7), _model.Running, _model.Ended).ShouldBe((true, 2, 1));
        _model.Settle(Now.AddSeconds(4.9)).ShouldBeFalse();

        _model.Settle(Now.AddSeconds(5)).ShouldBeTrue();
        _model.InFlight.Select(j => j.Id).ShouldBe([8, 6]);
        _model.Finished.Select(j => j.Id).ShouldBe([7]);
        _model.IsFresh(7).ShouldBeFalse();
    }

    [Fact]
    public void OlderVersion_ChangesNothing()
    {
        var job = Job(7, JobState.Running, Complete("A", 5));
        _model.Load([job.Later()], Now);
        _model.Apply([job], Now);
        _model.InFlight[0].Version.ShouldBe(2);
    }

    [Fact]
    public void Retry_BringsAJobBack()
    {
        var job = Job(7, JobState.Partial, Complete("A"));
        _model.Load([job], Now);
        _model.Apply([job.Later(JobState.Queued)], Now);
        (_model.InFlight.Count, _model.Finished.Count).ShouldBe((1, 0));
    }

    [Fact]
    public void Finished_StandByTheirEnd_AndTheOldestGoFirst()
    {
        _model.Load(Enumerable.Range(1, 300).Select(i => Job(i, JobState.Completed) with { FinishedAt = Now.AddMinutes(-i) }), Now);
        _model.Finished.Count.ShouldBe(JobTableModel.Most);
        _model.Finished[0].Id.ShouldBe(1);
        _model.Finished[^1].Id.ShouldBe(200);
    }
}
