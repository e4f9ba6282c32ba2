using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>The stream of a question that got no packets, and why.</summary>
internal sealed class NoAnswer(RegionOutcome outcome) : RegionStream
{
    public override RegionOutcome Outcome => outcome;

    public override bool TryRead(out PacketRecord packet)
    {
        packet = default;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
    }
}
