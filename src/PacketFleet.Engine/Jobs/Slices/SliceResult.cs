using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>What came of a slice.</summary>
/// <param name="Window">What was wanted of it.</param>
internal sealed record SliceResult(TimeWindow Window)
{
    /// <summary>What is missing, one of the missing kinds; null where it was answered to its end.</summary>
    public GapKind? Ended { get; init; }

    /// <summary>Why, as one sentence with the mend; null where nothing is missing.</summary>
    public string? Reason { get; init; }

    /// <summary>The first moment missing of what ended early; null = its start. Without meaning where nothing is.</summary>
    public PacketTime? MissingFrom { get; init; }

    /// <summary>What is missing in the middle, beside that: in time order, of missing kinds.</summary>
    public IReadOnlyList<Gap> Inside { get; init; } = [];

    /// <summary>The region's index was counted before it was asked, and so many packets came: nothing aged out under the question.</summary>
    public bool Checked { get; init; }

    /// <summary>It was answered, but the region has an index that could not be counted: nothing else says that the answer was whole.</summary>
    public bool Uncounted { get; init; }

    /// <summary>What the region held when the slice was asked; null = as when the fetch began.</summary>
    public HeldThen? Before { get; init; }

    /// <summary>
    /// What it held once the slice was answered: whatever it still held then, it can have sent. Null = as when the fetch ended, which
    /// may call a long fetch's first slices aged out though they were answered in time.
    /// </summary>
    public HeldThen? After { get; init; }

    /// <summary>What became of a slice that will not be asked any more.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="ended">What is missing where it was never asked, or not to its end.</param>
    /// <param name="reason">Why, as one sentence with the mend.</param>
    public static SliceResult Of(SliceProgress slice, GapKind ended, string reason) => new(slice.Window)
    {
        Ended = slice.State switch { SliceState.Done => null, SliceState.Pending => ended, _ => slice.Ended ?? GapKind.Failed },
        Reason = slice.State switch { SliceState.Done => null, SliceState.Pending => reason, _ => slice.Reason ?? reason },
        Uncounted = slice is { State: SliceState.Done, Uncounted: true },
        MissingFrom = slice.Reached,
        Inside = slice.LostTo is { } lost ? [new Gap(GapKind.CutByServer, slice.Window.After, lost, slice.LostReason ?? reason)] : [],
        Before = slice.Asked,
        After = slice.Answered,
        Checked = slice.Checked,
    };
}
