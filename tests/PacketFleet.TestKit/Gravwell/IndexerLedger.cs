using System.Runtime.InteropServices;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.TestKit.Gravwell;

/// <summary>What a fake indexer has received and confirmed, over all its connections and restarts. Every member may be read at any time.</summary>
public sealed class IndexerLedger
{
    private readonly object _gate = new();
    private readonly IndexerKeep _keep;
    private readonly List<ReceivedEntry> _entries = [];
    private readonly Dictionary<ulong, Seen> _seen = [];
    private readonly List<string> _violations = [];
    private readonly List<IngesterIdentity> _identities = [];
    private readonly List<IngesterStatus> _statuses = [];
    private readonly List<string?> _tenants = [];
    private long _count;
    private long _bytes;
    private long _duplicates;
    private long _confirmed;
    private ulong _sum;
    private int _cutMessages;
    private int _compressed;
    private int _mostUnconfirmed;

    internal IndexerLedger(IndexerKeep keep) => _keep = keep;

    /// <summary>Entries received, duplicates too.</summary>
    public long Count => Locked(() => _count);

    /// <summary>Bytes of their data.</summary>
    public long Bytes => Locked(() => _bytes);

    /// <summary>Entries whose identity had been received before; 0 where only counts are kept.</summary>
    public long Duplicates => Locked(() => _duplicates);

    /// <summary>Different entries received; 0 where only counts are kept.</summary>
    public long Distinct => Locked(() => (long)_seen.Count);

    /// <summary>Confirmations sent.</summary>
    public long Confirmed => Locked(() => _confirmed);

    /// <summary>The identities of all entries received, duplicates too, added up (mod 2^64): the same for any order.</summary>
    public ulong Sum => Locked(() => _sum);

    /// <summary>Messages that were not whole when their connection ended.</summary>
    public int CutMessages => Locked(() => _cutMessages);

    /// <summary>Connections that were granted Snappy.</summary>
    public int Compressed => Locked(() => _compressed);

    /// <summary>The most entries of one connection that were received and not confirmed at one time.</summary>
    public int MostUnconfirmed => Locked(() => _mostUnconfirmed);

    /// <summary>The entries, in the order they arrived; empty unless they are kept.</summary>
    public IReadOnlyList<ReceivedEntry> Entries => Locked(() => (IReadOnlyList<ReceivedEntry>)[.. _entries]);

    /// <summary>The entries received twice or more, once each; empty unless they are kept.</summary>
    public IReadOnlyList<ReceivedEntry> Doubled => Locked(() => (IReadOnlyList<ReceivedEntry>)[.. _entries.DistinctBy(e => e.Identity).Where(e => _seen[e.Identity].Times > 1)]);

    /// <summary>Identities received and never confirmed; empty where only counts are kept.</summary>
    public IReadOnlySet<ulong> Unconfirmed => Locked(() => (IReadOnlySet<ulong>)_seen.Where(s => !s.Value.Confirmed).Select(s => s.Key).ToHashSet());

    /// <summary>Where ingesters broke the protocol: one sentence each. Such a connection is ended.</summary>
    public IReadOnlyList<string> Violations => Locked(() => (IReadOnlyList<string>)[.. _violations]);

    /// <summary>Who introduced themselves.</summary>
    public IReadOnlyList<IngesterIdentity> Identities => Locked(() => (IReadOnlyList<IngesterIdentity>)[.. _identities]);

    /// <summary>Counters that ingesters sent.</summary>
    public IReadOnlyList<IngesterStatus> Statuses => Locked(() => (IReadOnlyList<IngesterStatus>)[.. _statuses]);

    /// <summary>The tenants of those that were let in; null for none.</summary>
    public IReadOnlyList<string?> Tenants => Locked(() => (IReadOnlyList<string?>)[.. _tenants]);

    /// <summary>Whether an entry of this identity was received.</summary>
    public bool HasReceived(ulong identity) => Locked(() => _seen.ContainsKey(identity));

    /// <summary>Whether an entry of this identity was confirmed.</summary>
    public bool HasConfirmed(ulong identity) => Locked(() => _seen.TryGetValue(identity, out var seen) && seen.Confirmed);

    /// <summary>Waits until something is true of it; it is asked each time something was received or confirmed. Throws <see cref="TimeoutException"/>.</summary>
    public void WaitUntil(Func<IndexerLedger, bool> condition, TimeSpan? within = null)
    {
        var deadline = Environment.TickCount64 + (long)(within ?? TimeSpan.FromSeconds(20)).TotalMilliseconds;
        lock (_gate)
        {
            while (!condition(this))
            {
                var left = deadline - Environment.TickCount64;
                if (left <= 0 || !Monitor.Wait(_gate, TimeSpan.FromMilliseconds(left)))
                    throw new TimeoutException($"The fake indexer has {_count} entries ({_duplicates} twice), {_confirmed} confirmations sent, violations: {string.Join(' ', _violations)}");
            }
        }
    }

    internal ulong Receive(int connection, string tag, ulong tagHash, IngestEntry entry)
    {
        var identity = EntryIdentity.Of(entry.Time, tagHash, entry.Source, entry.Data, entry.Values);
        lock (_gate)
        {
            _count++;
            _bytes += entry.Data.Length;
            _sum += identity;
            if (_keep == IndexerKeep.Counts)
                return identity;
            ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(_seen, identity, out var before);
            seen.Times++;
            _duplicates += before ? 1 : 0;
            if (_keep == IndexerKeep.Entries)
                _entries.Add(Whole(connection, tag, entry, identity));
        }

        return identity;
    }

    internal void Confirm(ReadOnlySpan<ulong> identities)
    {
        lock (_gate)
        {
            _confirmed += identities.Length;
            if (_keep != IndexerKeep.Counts)
            {
                foreach (var identity in identities)
                    CollectionsMarshal.GetValueRefOrNullRef(_seen, identity).Confirmed = true;
            }

            Monitor.PulseAll(_gate);
        }
    }

    internal void Unsent(int unconfirmed)
    {
        lock (_gate)
        {
            _mostUnconfirmed = Math.Max(_mostUnconfirmed, unconfirmed);
            Monitor.PulseAll(_gate);
        }
    }

    internal void Violation(string sentence) => Note(() => _violations.Add(sentence));

    internal void Identity(IngesterIdentity identity) => Note(() => _identities.Add(identity));

    internal void Status(IngesterStatus status) => Note(() => _statuses.Add(status));

    internal void Tenant(string? tenant) => Note(() => _tenants.Add(tenant));

    internal void CutMessage() => Note(() => _cutMessages++);

    internal void Compress() => Note(() => _compressed++);

    /// <summary>Lets whoever waits look again.</summary>
    internal void Note(Action? change = null)
    {
        lock (_gate)
        {
            change?.Invoke();
            Monitor.PulseAll(_gate);
        }
    }

    private static ReceivedEntry Whole(int connection, string tag, IngestEntry entry, ulong identity)
    {
        IReadOnlyList<EnumeratedValue>? values = null;
        if (entry.Values.Length > 0)
            EnumeratedBlock.TryRead(entry.Values, out values, out _);
        return new(connection, entry.Id, entry.Time, tag, entry.Source.ToArray(), entry.Data.ToArray(), values ?? [], identity);
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
            return read();
    }

    private struct Seen
    {
        public int Times;
        public bool Confirmed;
    }
}
