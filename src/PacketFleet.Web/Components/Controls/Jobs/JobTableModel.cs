using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>
/// Which job stands where. A job that ends keeps its place for five seconds, then moves to the finished ones. At most
/// <see cref="Most"/> rows are kept: the oldest finished ones go first.
/// </summary>
internal sealed class JobTableModel
{
    /// <summary>Most rows.</summary>
    public const int Most = 200;

    /// <summary>How long a job that has ended keeps its place.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private readonly Dictionary<long, Entry> _entries = [];

    /// <summary>In flight and just ended, newest first.</summary>
    public IReadOnlyList<JobSnapshot> InFlight { get; private set; } = [];

    /// <summary>Ended, the latest to end first.</summary>
    public IReadOnlyList<JobSnapshot> Finished { get; private set; } = [];

    /// <summary>How many are really in flight.</summary>
    public int Running { get; private set; }

    /// <summary>How many have ended, those just ended included.</summary>
    public int Ended { get; private set; }

    /// <summary>Takes what is there at the start.</summary>
    public void Load(IEnumerable<JobSnapshot> jobs, DateTimeOffset now)
    {
        _entries.Clear();
        foreach (var job in jobs)
            Put(job, now, fresh: false);
        Arrange();
    }

    /// <summary>Takes what has changed. Older versions change nothing.</summary>
    public void Apply(IEnumerable<JobSnapshot> jobs, DateTimeOffset now)
    {
        foreach (var job in jobs)
            Put(job, now, fresh: true);
        Arrange();
    }

    /// <summary>Moves those whose five seconds are over; true where something moved.</summary>
    public bool Settle(DateTimeOffset now)
    {
        var moved = false;
        foreach (var entry in _entries.Values)
        {
            if (entry.FreshUntil is not { } until || until > now)
                continue;
            entry.FreshUntil = null;
            moved = true;
        }

        if (moved)
            Arrange();
        return moved;
    }

    /// <summary>Ended less than five seconds ago, before our eyes.</summary>
    public bool IsFresh(long id) => _entries.TryGetValue(id, out var entry) && entry.FreshUntil is not null;

    /// <summary>The meters of a job that was in flight while we looked.</summary>
    public JobMeters? Meters(long id) => _entries.GetValueOrDefault(id)?.Meters;

    /// <summary>Bytes a second over all jobs.</summary>
    public double Rate(DateTimeOffset now) => _entries.Values.Where(e => !e.Job.State.IsFinal()).Sum(e => e.Meters?.Rate(now) ?? 0);

    private void Put(JobSnapshot job, DateTimeOffset now, bool fresh)
    {
        if (!_entries.TryGetValue(job.Id, out var entry))
        {
            _entries[job.Id] = entry = new Entry { Job = job };
            if (fresh && job.State.IsFinal() && job.FinishedAt is { } ended && now - ended < Rest)
                entry.FreshUntil = now + Rest;
        }
        else if (job.Version <= entry.Job.Version)
        {
            return;
        }
        else if (!job.State.IsFinal())
        {
            entry.FreshUntil = null;
        }
        else if (!entry.Job.State.IsFinal())
        {
            entry.FreshUntil = now + Rest;
        }

        entry.Job = job;
        if (!job.State.IsFinal())
            (entry.Meters ??= new()).Note(job, now);
        else
            entry.Meters = null;
    }

    private void Arrange()
    {
        var all = _entries.Values;
        InFlight = [.. all.Where(e => !e.Settled).Select(e => e.Job).OrderByDescending(j => j.Id)];
        var finished = all.Where(e => e.Settled).Select(e => e.Job).OrderByDescending(j => j.FinishedAt).ThenByDescending(j => j.Id).ToList();
        var room = Math.Max(0, Most - InFlight.Count);
        foreach (var old in finished.Skip(room))
            _entries.Remove(old.Id);
        Finished = finished.Count <= room ? finished : finished.GetRange(0, room);
        Running = InFlight.Count(j => !j.State.IsFinal());
        Ended = InFlight.Count - Running + Finished.Count;
    }

    private sealed class Entry
    {
        public required JobSnapshot Job { get; set; }

        public DateTimeOffset? FreshUntil { get; set; }

        public JobMeters? Meters { get; set; }

        public bool Settled => Job.State.IsFinal() && FreshUntil is null;
    }
}
