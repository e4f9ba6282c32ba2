using PacketFleet.Wire;

namespace PacketFleet.Engine.Preview;

/// <summary>A step of a count: some <see cref="CountedPart"/>, at last one <see cref="CountEnd"/>.</summary>
public abstract record CountStep
{
    private protected CountStep()
    {
    }

    /// <summary>A count that did not begin.</summary>
    /// <param name="reason">One sentence, subject first, mend last.</param>
    public static async IAsyncEnumerable<CountStep> None(string reason)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return new CountEnd(false, reason, null);
    }
}

/// <summary>The packets of one file of a Stenographer, or of one minute of a directory.</summary>
/// <param name="At">When the file was begun, or the minute.</param>
/// <param name="Packets">How many match.</param>
/// <param name="IsEdge">The file reaches over an edge of the window: the exact cut may remove some of its packets, or all.</param>
/// <param name="Progress">How much of the work is done, 0 to 1.</param>
public sealed record CountedPart(PacketTime At, long Packets, bool IsEdge, double Progress) : CountStep;

/// <summary>How a count ended.</summary>
/// <param name="Complete">All that the region holds of the window was counted.</param>
/// <param name="Reason">One sentence where it was not, else null.</param>
/// <param name="Counted">What was counted of the window; null = none of it.</param>
public sealed record CountEnd(bool Complete, string? Reason, TimeWindow? Counted) : CountStep;
