using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>How far the answers to one slice have come together: what an earlier one brought stays, however far a later one comes.</summary>
/// <param name="earlier">What earlier runs have come to; null = nothing is known to have come.</param>
internal sealed class SliceReach(PacketTime? earlier)
{
    private bool _isHollow;

    /// <summary>Everything before this has come; null = nothing is known to have.</summary>
    public PacketTime? Before { get; private set; } = earlier;

    /// <summary>An answer came to this. True where that is further than any before.</summary>
    /// <param name="allBefore">Everything before it came in that answer; null = nothing did.</param>
    public bool Take(PacketTime? allBefore)
    {
        if (_isHollow || allBefore is not { } came || came <= Before)
            return false;
        Before = came;
        return true;
    }

    /// <summary>An answer was short by the index.</summary>
    /// <param name="isBehind">All it lacks may be behind its last packet; else how far it came proves nothing, nor does it of the next.</param>
    public void LacksSome(bool isBehind)
    {
        _isHollow |= !isBehind;
        Before = null;
    }
}
