using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Delivery;
using PacketFleet.Wire;
using PacketFleet.Wire.Captures;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>Thrown inside a fetch whose row has a newer epoch: another run has taken over.</summary>
internal sealed class FencedException : Exception;

/// <summary>Thrown by a store that could not write; the message is a clause for people.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The end of the delivery log that one fetch appends to: the open segment, and the commit of each closed one together with the
/// fetch's progress in one transaction. Used by the fetch's thread alone.
/// </summary>
internal sealed partial class SegmentLog(FetchPlan plan, ISegmentFactory segments, IJobStore store, EngineOptions options, FetchCounters counters, TimeProvider clock, ILogger logger)
{
    /// <summary>A store that another program holds waits for seconds by itself before it refuses; in half a minute that one may be gone.</summary>
    private const int StoreAttempts = 5;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(400);

    private SegmentWriter? _open;
    private int _number = -1;
    private PacketHash _hash = new(plan.Fetch.CommittedHash);

    /// <summary>The fetch's row as last committed.</summary>
    public FetchRecord Row { get; private set; } = plan.Fetch;

    /// <summary>Bytes of the open segment's file.</summary>
    public long SegmentBytes => _open?.FileBytes ?? 0;

    /// <summary>Appends a packet to the open segment, opening one where there is none.</summary>
    public void Append(in PacketRecord packet)
    {
        _open ??= Open();
        _open.Append(packet);
        _hash.Add(packet);
    }

    /// <summary>Closes the open segment and commits it. Throws <see cref="FencedException"/> when another run has taken over.</summary>
    public void Commit()
    {
        if (_open is null)
            return;
        using var segment = _open;
        _open = null;
        if (segment.Packets == 0)
            return;

        var sealedRecord = segment.Seal(clock.GetUtcNow());
        var packets = Row.CommittedPackets + segment.Packets;
        var bytes = Row.CommittedBytes + segment.Bytes;
        var row = Row with
        {
            CommittedPackets = packets,
            CommittedBytes = bytes,
            CommittedHash = _hash.Value,
            Snapshot = Row.Snapshot with
            {
                State = FetchState.Streaming,
                Packets = packets,
                Bytes = bytes,
                CutPackets = counters.CutPackets,
                DeliveredPackets = packets,
                DeliveredBytes = bytes,
                FirstPacket = counters.First,
                LastPacket = counters.Last,
            },
        };

        if (!Store(sealedRecord, row))
            throw new FencedException();
        Row = row;
        counters.Committed(packets, bytes);
    }

    /// <summary>Drops the open segment.</summary>
    public void Abandon()
    {
        _open?.Dispose();
        _open = null;
    }

    /// <summary>Every committed packet of this fetch, counted by hash.</summary>
    public Dictionary<ulong, int> ReadHashes(CancellationToken cancellation)
    {
        var hashes = new Dictionary<ulong, int>();
        foreach (var segment in Committed())
        {
            cancellation.ThrowIfCancellationRequested();
            using var reader = CaptureReader.Open(File.OpenRead(Path.Combine(options.ArchiveDirectory, segment.File)));
            while (reader.TryRead(out var packet))
                CollectionsMarshal.GetValueRefOrAddDefault(hashes, CommittedPackets.HashOf(packet), out _)++;
        }

        return hashes;
    }

    private bool Store(SegmentRecord segment, FetchRecord row)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // No token: a commit begun is finished, or a packet could be stored and not counted.
                return store.CommitSegmentAsync(segment, row, CancellationToken.None).GetAwaiter().GetResult();
            }
            catch (IOException e) when (attempt < StoreAttempts)
            {
                LogNotStored(logger, plan.Job.Id, plan.Fetch.Region, attempt, e.Message);
                Task.Delay(BetweenAttempts, clock).GetAwaiter().GetResult();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                throw new StoreException(e.Message, e);
            }
        }
    }

    private SegmentWriter Open()
    {
        if (_number < 0)
            _number = Committed().Select(s => s.Number + 1).DefaultIfEmpty(0).Max();
        return segments.Create(new SegmentLabel(
            plan.Job.Id, plan.Fetch.Region, plan.Job.Job.Pinned, plan.Job.Job.RequestedBy, plan.Fetch.Snapshot.Attempt, 0, _number++, plan.Fetch.Epoch));
    }

    private IReadOnlyList<SegmentRecord> Committed() =>
        store.SegmentsAsync(plan.Job.Id, plan.Fetch.Region, CancellationToken.None).GetAwaiter().GetResult();

    [LoggerMessage(1407, LogLevel.Warning, "Job {Job}: packets of {Region} could not be committed, attempt {Attempt}; trying again. {Reason}")]
    private static partial void LogNotStored(ILogger logger, long job, string region, int attempt, string reason);
}
