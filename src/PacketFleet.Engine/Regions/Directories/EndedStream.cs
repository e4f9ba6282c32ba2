using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Directories;

/// <summary>An answer without packets.</summary>
internal sealed class EndedStream(RegionOutcome outcome) : RegionStream
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
