using PacketFleet.Engine.Delivery.Gravwell;

namespace PacketFleet.Web.Components.Controls.Gravwell;

/// <summary>What the status line says of Gravwell.</summary>
/// <param name="Ready">Indexers that take entries.</param>
/// <param name="All">All of them.</param>
/// <param name="Trouble">What is wrong, in a word or two; null where nothing is.</param>
/// <param name="Tone">Its colour, a CSS class; null where nothing is wrong.</param>
public readonly record struct LineWords(int Ready, int All, string? Trouble, string? Tone)
{
    private const double NearlyFull = 0.8;

    /// <summary>Of the state as it is.</summary>
    public static LineWords Of(GravwellStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var ready = status.Indexers.Count(i => i.State == IndexerState.Ready);
        var (trouble, isWrong) = Worst(status.Indexers);
        if (trouble is not null)
            return new(ready, status.Indexers.Count, trouble, ready == 0 && isWrong ? "bad" : "care");
        var level = status.SpoolMaxBytes > 0 ? (double)status.SpoolBytes / status.SpoolMaxBytes : 0;
        return level < NearlyFull ? new(ready, status.Indexers.Count, null, null) : new(ready, status.Indexers.Count, level < 1 ? "spool nearly full" : "spool full", "care");
    }

    // Of several troubles the gravest, and how many have it where that is not all.
    private static (string? Trouble, bool IsWrong) Worst(IReadOnlyList<IndexerStatus> indexers)
    {
        foreach (var (word, isWrong, state) in (ReadOnlySpan<(string, bool, IndexerState)>)[("refused", true, IndexerState.Refused), ("down", true, IndexerState.Down), ("not ready", false, IndexerState.NotReady)])
        {
            if (indexers.Count(i => i.State == state) is var count and > 0)
                return (count == indexers.Count ? word : $"{count} {word}", isWrong);
        }

        return (indexers.Any(i => i.State != IndexerState.Ready) ? "connecting" : null, false);
    }
}
