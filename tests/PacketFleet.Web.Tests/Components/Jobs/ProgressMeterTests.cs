using PacketFleet.Web.Components.Controls.Jobs;
using static PacketFleet.Web.Tests.Components.Jobs.Samples;

namespace PacketFleet.Web.Tests.Components.Jobs;

public sealed class ProgressMeterTests
{
    private readonly ProgressMeter _meter = new();

    [Fact]
    public void Steady_Flow_GivesRateAndTimeLeft()
    {
        for (var i = 0; i <= 40; i++)
            _meter.Note(Now.AddSeconds(i * 0.25), i * 250_000, i * 0.01);

        _meter.Rate(Now.AddSeconds(10)).ShouldBe(1_000_000, 1);
        _meter.Left(Now.AddSeconds(10))!.Value.TotalSeconds.ShouldBe(15, 0.01);
    }

    [Fact]
    public void Silence_TakesTheRateToZero()
    {
        for (var i = 0; i <= 10; i++)
            _meter.Note(Now.AddSeconds(i), i * 1_000_000, null);
        _meter.Rate(Now.AddSeconds(30)).ShouldBe(0);
    }

    [Fact]
    public void NewAttempt_StartsAnew()
    {
        _meter.Note(Now, 5_000_000, 0.9);
        _meter.Note(Now.AddSeconds(1), 1_000, 0.1);
        _meter.Rate(Now.AddSeconds(1)).ShouldBe(0);
        _meter.Left(Now.AddSeconds(1)).ShouldBeNull();
    }

    [Fact]
    public void Unknown_Progress_TellsNoTimeLeft()
    {
        for (var i = 0; i <= 10; i++)
            _meter.Note(Now.AddSeconds(i), i, null);
        _meter.Left(Now.AddSeconds(10)).ShouldBeNull();
    }
}
