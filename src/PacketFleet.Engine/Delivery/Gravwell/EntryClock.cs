using PacketFleet.Wire;

namespace PacketFleet.Engine.Delivery.Gravwell;

/// <summary>The times of entries: the packet's own, unless the settings want the current one.</summary>
internal sealed class EntryClock(bool ignoreTimestamps, GravwellSinkOptions options, TimeProvider clock)
{
    private readonly long _past = Nanoseconds(options.TimestampMaxPast);
    private readonly long _future = Nanoseconds(options.TimestampMaxFuture);
    private readonly bool _plain = !ignoreTimestamps && options.TimestampMaxPast == TimeSpan.Zero && options.TimestampMaxFuture == TimeSpan.Zero;

    /// <summary>The time of a packet's entry, both in nanoseconds since 1970.</summary>
    public long TimeOf(long packetTime) => _plain ? packetTime : Judge(packetTime);

    private long Judge(long packetTime)
    {
        var now = PacketTime.From(clock.GetUtcNow()).Nanoseconds;
        if (ignoreTimestamps)
            return now;
        var age = (Int128)now - packetTime;
        return (_past > 0 && age > _past) || (_future > 0 && -age > _future) ? now : packetTime;
    }

    private static long Nanoseconds(TimeSpan span) => (long)Math.Min(span.TotalSeconds * PacketTime.Second, long.MaxValue / 2);
}
