using System.Collections.Concurrent;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>What each job running on this node may still fetch, shared by its regions and enforced to the packet.</summary>
internal sealed class JobBudgets
{
    private readonly ConcurrentDictionary<long, JobBudget> _budgets = [];

    /// <summary>The job's budget, or null where it has no limit in packets or bytes.</summary>
    public JobBudget? For(JobRecord job)
    {
        if (job.Job.Limits is { Packets: null, Bytes: null })
            return null;
        return _budgets.GetOrAdd(job.Id, _ => new JobBudget(
            (job.Job.Limits.Packets ?? long.MaxValue) - job.Fetches.Sum(f => f.CommittedPackets),
            (job.Job.Limits.Bytes ?? long.MaxValue) - job.Fetches.Sum(f => f.CommittedBytes)));
    }

    /// <summary>Forgets a job that has ended.</summary>
    public void Forget(long job) => _budgets.TryRemove(job, out _);
}

/// <summary>Packets and captured bytes that may still be kept.</summary>
internal sealed class JobBudget(long packets, long bytes)
{
    private readonly Lock _gate = new();
    private long _packets = packets;
    private long _bytes = bytes;

    /// <summary>Takes one packet; false when it does not fit any more, and from then on for every packet.</summary>
    public bool TryTake(int length)
    {
        lock (_gate)
        {
            if (_packets < 1 || _bytes < length)
            {
                _packets = 0;
                return false;
            }

            _packets--;
            _bytes -= length;
            return true;
        }
    }

    /// <summary>Gives back what was taken but not committed when a run ended.</summary>
    public void Return(long packetCount, long byteCount)
    {
        lock (_gate)
        {
            _packets += packetCount;
            _bytes += byteCount;
        }
    }
}
