using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>
/// How a slice that runs long is closed on the way so that each packet is in exactly one slice. An answer is nearly in time order,
/// not strictly: a file may begin with packets some seconds older than the one before ended with. So the moment to close at is chosen
/// ahead of what was read; what is read from there on is not kept; and reading goes on until nothing earlier can follow.
/// </summary>
/// <param name="At">The slice is closed here: packets from this moment on are not kept.</param>
/// <param name="ReadTo">Once a packet of this moment or later is read, the answer need not be read further.</param>
internal readonly record struct SliceClosing(PacketTime At, PacketTime ReadTo)
{
    /// <summary>So long after it was begun a slice is to be closed: a Stenographer ends every answer after 15 minutes.</summary>
    public static readonly TimeSpan After = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A capture writes a block of packets when it is full or 10 s old, and ends a file within a second or two of its age: no packet
    /// comes so far behind a later one.
    /// </summary>
    public static readonly TimeSpan Disorder = TimeSpan.FromSeconds(15);

    /// <summary>Where to close a slice; null where so little of it is left that it is better read to its end.</summary>
    /// <param name="slice">The slice's window.</param>
    /// <param name="reached">
    /// The latest time read of it so far, once all that earlier runs committed of it has been seen again; null = none: there is nothing
    /// to close at.
    /// </param>
    /// <param name="fileAge">How long a file is.</param>
    public static SliceClosing? Of(TimeWindow slice, PacketTime? reached, TimeSpan fileAge)
    {
        if (reached is not { } seen || !slice.Contains(seen.Nanoseconds))
            return null;

        // Just behind the latest packet read: none was kept from there on.
        var at = new PacketTime(seen.Nanoseconds == long.MaxValue ? seen.Nanoseconds : seen.Nanoseconds + 1);
        var to = at.Add(Disorder);
        return slice.Before <= to.Add(fileAge) ? null : new(at, to);
    }

    /// <summary>The latest moment before which an answer that was cut at a place not chosen has all its packets.</summary>
    /// <param name="reached">The latest time seen in it.</param>
    public static PacketTime Settled(PacketTime reached) => reached.Add(-Disorder);
}
