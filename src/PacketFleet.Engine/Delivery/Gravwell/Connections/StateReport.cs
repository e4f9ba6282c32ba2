using System.Buffers;
using System.Net;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <summary>
/// What we tell an indexer of ourselves, and when: at once, then half a minute after the counters moved, and every five minutes. For one thread.
/// </summary>
internal sealed class StateReport(GravwellSinkOptions options, IngesterCounters counters, IPAddress address, TimeProvider clock)
{
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromMinutes(5);

    private long? _toldAt;
    private (long Entries, long CacheBytes) _told;

    /// <summary>It is time to tell.</summary>
    public bool IsDue => _toldAt is not { } toldAt || clock.GetElapsedTime(toldAt) is var since && (since >= AtLeastEvery || (since >= AtMostEvery && Moving != _told));

    private (long Entries, long CacheBytes) Moving => (counters.Entries, counters.CacheBytes);

    /// <summary>Writes the message; it counts as told.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        (_toldAt, _told) = (clock.GetTimestamp(), Moving);
        var now = clock.GetUtcNow();
        IngesterMessages.Status(output, new IngesterStatus
        {
            Uuid = options.Identity.Uuid,
            Name = options.Identity.Name,
            Version = options.Identity.Version,
            Label = options.Label,
            Ip = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString(),
            Hostname = Environment.MachineName,
            Entries = (ulong)_told.Entries,
            Size = (ulong)counters.Bytes,
            Uptime = (now - counters.StartedAt).Ticks * TimeSpan.NanosecondsPerTick,
            Tags = options.Tags,
            CacheState = counters.CacheState,
            CacheSize = (ulong)_told.CacheBytes,
            LastSeen = now,
        });
    }
}
