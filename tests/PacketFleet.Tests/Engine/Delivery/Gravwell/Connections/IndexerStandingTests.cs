using Microsoft.Extensions.Time.Testing;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Delivery.Gravwell.Connections;

namespace PacketFleet.Tests.Engine.Delivery.Gravwell.Connections;

/// <summary>What is logged of an indexer that comes and goes.</summary>
public sealed class IndexerStandingTests
{
    private static readonly ConnectionEnd HungUp = ConnectionEnd.Lost("hung up");

    private readonly FakeTimeProvider _clock = new();
    private readonly KeptLog _log = new();
    private readonly IndexerStanding _standing;

    public IndexerStandingTests() => _standing = new("tcp://indexer:4023", _clock, _log);

    [Fact]
    public void ComesAndGoes_AllTheTime_IsLoggedAtABoundedRate()
    {
        for (var second = 0; second < 600; second++)
        {
            ComeAndGo();
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        _log.Count(1241).ShouldBeInRange(LogBound.MostAtOnce + 9, LogBound.MostAtOnce + 10, "ten at once, then one a minute");
        (_log.Count(1240) - _log.Count(1241)).ShouldBeInRange(0, 1);
        _standing.Status(0).State.ShouldBe(IndexerState.Down, "what is shown is as it is");
    }

    [Fact]
    public void LinesLeftOut_StateThatLasts_IsLoggedInTheEnd()
    {
        while (_log.Count(1241) < LogBound.MostAtOnce)
            ComeAndGo();
        ComeAndGo();
        ComeAndGo();
        _log.Lines[^1].ShouldBe("tcp://indexer:4023 takes entries");

        _clock.Advance(TimeSpan.FromMinutes(1));
        _standing.Ended(HungUp, 0, TimeSpan.Zero);
        _log.Lines[^1].ShouldBe("tcp://indexer:4023 hung up. Entries sent and not acknowledged, which go again: 6", "those of the lines left out among them");
        _standing.Greeting();
        _standing.Ready();
        _log.Lines[^1].ShouldBe("tcp://indexer:4023 takes entries");
    }

    private void ComeAndGo()
    {
        _standing.Connecting();
        _standing.Greeting();
        _standing.Ready();
        _standing.Ended(HungUp, 3, TimeSpan.Zero);
    }
}
