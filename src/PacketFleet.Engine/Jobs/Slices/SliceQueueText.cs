using System.Text.Json;
using System.Text.Json.Serialization;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>A queue of slices as text for the store.</summary>
internal static class SliceQueueText
{
    // Of a fetch there are at first 512 slices; each that runs long makes one or two more.
    private const int MostSlices = 100_000;
    private static readonly long LongestTicks = TimeSpan.MaxValue.Ticks / 8;

    /// <summary>All that is needed to go on.</summary>
    public static string Write(SliceQueue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        var stored = new StoredQueue(
            queue.PlannedLength.Ticks,
            queue.ShortestLength.Ticks,
            queue.OpenEnd.Nanoseconds,
            queue.Doublings,
            queue.NextNumber,
            [.. queue.Slices.Select(Store)]);
        return JsonSerializer.Serialize(stored, SliceJson.Default.StoredQueue);
    }

    /// <summary>
    /// The queue again; null where the text is none, or its slices lie over one another: then the fetch has to be planned anew, and
    /// all its packets compared with what is committed.
    /// </summary>
    public static SliceQueue? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;

        StoredQueue? stored;
        try
        {
            stored = JsonSerializer.Deserialize(text, SliceJson.Default.StoredQueue);
        }
        catch (JsonException)
        {
            return null;
        }

        return stored is null || !IsSound(stored)
            ? null
            : new(stored.Slices.Select(Restore), stored.NextNumber)
            {
                PlannedLength = new(stored.Length),
                ShortestLength = new(stored.Shortest),
                OpenEnd = new(stored.OpenEnd),
                Doublings = stored.Doublings,
            };
    }

    private static bool IsSound(StoredQueue stored)
    {
        if (stored is not { Length: >= 0, Shortest: > 0, Doublings: >= -2 and <= 2, Slices.Count: <= MostSlices } || stored.Length > LongestTicks || stored.Shortest > LongestTicks)
            return false;

        var numbers = new HashSet<int>();
        for (var i = 0; i < stored.Slices.Count; i++)
        {
            if (stored.Slices[i] is not { Packets: >= 0, Attempt: >= 0, Doubtful: >= 0 } slice || !Enum.IsDefined(slice.State) || (slice.Ended is { } ended && !Enum.IsDefined(ended)))
                return false;
            if (slice.Number < 0 || slice.Number >= stored.NextNumber || !numbers.Add(slice.Number) || new TimeWindow(Time(slice.After), Time(slice.Before)).IsEmpty)
                return false;
            if (i > 0 && !(stored.Slices[i - 1].Before <= slice.After))
                return false;
        }

        return true;
    }

    private static StoredSlice Store(SliceProgress slice) => new(
        slice.Number, slice.Window.After?.Nanoseconds, slice.Window.Before?.Nanoseconds, slice.State, slice.Packets, slice.Hash, slice.Compare,
        slice.Attempt, slice.Reached?.Nanoseconds, slice.Ended, slice.Reason, slice.AskFrom?.Nanoseconds, slice.LostTo?.Nanoseconds, slice.LostReason, slice.Doubtful,
        Store(slice.Asked), Store(slice.Answered), slice.Checked, slice.Uncounted);

    private static StoredHeld? Store(HeldThen? held) => held is null ? null : new(held.Oldest?.Nanoseconds, held.Horizon?.Nanoseconds, held.Capturing, held.Known);

    private static HeldThen? Restore(StoredHeld? held) => held is null ? null : new(Time(held.Oldest), Time(held.Horizon), held.Capturing, held.Known);

    private static SliceProgress Restore(StoredSlice slice) => new(slice.Number, new(Time(slice.After), Time(slice.Before)))
    {
        State = slice.State,
        Packets = slice.Packets,
        Hash = slice.Hash,
        Compare = slice.Compare,
        Doubtful = slice.Doubtful,
        Attempt = slice.Attempt,
        Reached = Time(slice.Reached),
        Ended = slice.Ended,
        Reason = slice.Reason,
        AskFrom = Time(slice.AskFrom),
        LostTo = Time(slice.LostTo),
        LostReason = slice.LostReason,
        Uncounted = slice.Uncounted,
        Asked = Restore(slice.Asked),
        Answered = Restore(slice.Answered),
        Checked = slice.Checked,
    };

    private static PacketTime? Time(long? nanoseconds) => nanoseconds is { } n ? new PacketTime(n) : null;
}

/// <summary>The stored form of a queue: spans in 100 ns, times in nanoseconds since 1970.</summary>
internal sealed record StoredQueue(long Length, long Shortest, long OpenEnd, int Doublings, int NextNumber, IReadOnlyList<StoredSlice> Slices);

/// <summary>The stored form of a slice.</summary>
internal sealed record StoredSlice(
    int Number, long? After, long? Before, SliceState State, long Packets, ulong Hash, bool Compare, int Attempt, long? Reached, GapKind? Ended, string? Reason,
    long? AskFrom = null, long? LostTo = null, string? LostReason = null, long Doubtful = 0,
    StoredHeld? Asked = null, StoredHeld? Answered = null, bool Checked = false, bool Uncounted = false);

/// <summary>The stored form of what a region held at one moment.</summary>
internal sealed record StoredHeld(long? Oldest, long? Horizon, bool? Capturing, bool Known);

/// <summary>How both are written: short, with names for states.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredQueue))]
internal sealed partial class SliceJson : JsonSerializerContext;
