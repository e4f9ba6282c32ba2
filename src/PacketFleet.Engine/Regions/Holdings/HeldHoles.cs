using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Holdings;

/// <summary>Finds the stretches without a file.</summary>
internal static class HeldHoles
{
    /// <summary>Of a region whose files lie about without rhyme no more holes than these are told, the newest.</summary>
    public const int Most = 2000;

    /// <summary>The holes of a thread between its oldest and its newest file, ascending.</summary>
    /// <param name="thread">Its files, by start.</param>
    /// <param name="pause">So long may pass from the end of a file to the start of the next one.</param>
    public static IEnumerable<HeldHole> Between(HeldThread thread, TimeSpan pause)
    {
        var end = thread.Files[0].End;
        foreach (var file in thread.Files)
        {
            if (file.Start > end.Add(pause))
                yield return new(thread.Number, end, file.Start);
            if (file.End > end)
                end = file.End;
        }
    }

    /// <summary>The end of a thread's files.</summary>
    public static PacketTime End(HeldThread thread) => thread.Files.Max(f => f.End);

    /// <summary>Ascending, and not too many.</summary>
    public static IReadOnlyList<HeldHole> Order(IEnumerable<HeldHole> holes) => [.. holes.OrderBy(h => h.From).TakeLast(Most)];
}
