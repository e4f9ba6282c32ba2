using System.Buffers.Binary;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.Wire;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Tests.Engine.Delivery.Gravwell.Connections;

/// <summary>
/// An owner that sends numbered packets and keeps count of what becomes of each. Its batches are used again as soon as they are
/// confirmed, at most so many at once, as in the product.
/// </summary>
internal sealed class SendingOwner(EntryQueue queue, string tag = "steno", byte[]? source = null) : IEntryOwner
{
    private static readonly EntryLabels Labels = new("Region 1", 7, "INC-9");

    private readonly object _gate = new();
    private readonly EntryEncoder _encoder = new(0, source ?? new byte[16], Labels);
    private readonly Stack<EntryBatch> _idle = [];
    private readonly Dictionary<EntryBatch, int> _left = [];
    private readonly HashSet<long> _confirmed = [];
    private readonly List<string> _faults = [];
    private EntryBatch? _filling;
    private int _queued;

    public static byte[] Override { get; } = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100];

    public string Tag => tag;

    public bool HasSource => source is not null;

    /// <summary>Packets put into batches.</summary>
    public long Written { get; private set; }

    /// <summary>Packets confirmed, once each.</summary>
    public long Confirmations { get; private set; }

    /// <summary>Entries reported as broken, each time they were.</summary>
    public long BrokenEntries { get; private set; }

    /// <summary>Entries about to leave, each time they did.</summary>
    public long SentEntries { get; private set; }

    /// <summary>Calls of <see cref="Confirmed"/>.</summary>
    public int ConfirmedRuns { get; private set; }

    /// <summary>What a connection did wrong, in words.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_gate)
                return [.. _faults.Take(10)];
        }
    }

    /// <summary>The data of a packet: 90 bytes unless told otherwise.</summary>
    public int DataLength { get; init; } = 90;

    /// <summary>Most batches at once.</summary>
    public int MostBatches { get; init; } = 24;

    /// <summary>Most entries of a run.</summary>
    public int RunLength { get; init; } = EntryBatch.MostEntries;

    /// <summary>Who a packet is to a fake indexer.</summary>
    /// <param name="number">The packet.</param>
    /// <param name="from">16 bytes: the source it came with.</param>
    /// <param name="withValues">It came with its enumerated values.</param>
    public ulong Identity(long number, byte[] from, bool withValues = true)
    {
        var data = new byte[DataLength];
        Fill(data, number);
        var entry = new byte[_encoder.Length(DataLength)];
        _encoder.Write(entry, 1, number, (uint)DataLength, data);
        return EntryIdentity.Of(new PacketTime(number), tag, from, data, withValues ? entry.AsSpan(EntryEncoder.HeadLength + DataLength) : default);
    }

    /// <summary>The identities of all packets written, added up.</summary>
    public ulong Sum(byte[] from, bool withValues = true)
    {
        ulong sum = 0;
        for (var i = 0L; i < Written; i++)
            sum += Identity(i, from, withValues);
        return sum;
    }

    /// <summary>Encodes so many packets more and puts them into the queue.</summary>
    public void Send(int count)
    {
        var data = new byte[DataLength];
        for (var i = 0; i < count; i++)
        {
            Fill(data, Written);
            var packet = new PacketRecord { Time = Written, LinkType = LinkTypes.Ethernet, OriginalLength = (uint)DataLength, Data = data };
            if (_filling is null || !_filling.TryAdd(_encoder, packet, Written, 0, 0))
            {
                Close();
                _filling = Start();
                _filling.TryAdd(_encoder, packet, Written, 0, 0).ShouldBeTrue();
            }

            Written++;
            if (_filling.Count - _queued >= RunLength)
                Flush();
        }

        Flush();
    }

    /// <summary>Waits until all packets written are confirmed.</summary>
    public void WaitUntilConfirmed(TimeSpan? within = null) => WaitUntil(() => Confirmations == Written, within);

    public void WaitUntil(Func<bool> condition, TimeSpan? within = null)
    {
        var until = Environment.TickCount64 + (long)(within ?? TimeSpan.FromSeconds(30)).TotalMilliseconds;
        lock (_gate)
        {
            while (!condition())
            {
                var left = until - Environment.TickCount64;
                if (left <= 0)
                    throw new TimeoutException($"{Confirmations} of {Written} packets are confirmed, {SentEntries} were sent, {BrokenEntries} broken, {queue.Entries} wait. {string.Join(' ', _faults.Take(3))}");
                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(Math.Min(left, 1000)));
            }
        }
    }

    public bool Sending(EntryBatch batch, int from, int to)
    {
        lock (_gate)
        {
            Check(batch, from, to);
            SentEntries += to - from;
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    public void Confirmed(EntryBatch batch, int from, int to)
    {
        lock (_gate)
        {
            Check(batch, from, to);
            ConfirmedRuns++;
            Confirmations += to - from;
            for (var entry = from; entry < to; entry++)
            {
                if (!_confirmed.Add(batch.First + entry))
                    _faults.Add($"Packet {batch.First + entry} was confirmed twice.");
            }

            _left[batch] -= to - from;
            GiveBack(batch);
            Monitor.PulseAll(_gate);
        }
    }

    public void Broken(EntryBatch batch, int from, int to)
    {
        lock (_gate)
        {
            Check(batch, from, to);
            BrokenEntries += to - from;
            queue.AddFirst(new EntrySlice(batch, from, to));
            Monitor.PulseAll(_gate);
        }
    }

    private static void Fill(Span<byte> data, long number)
    {
        data.Fill((byte)number);
        if (data.Length >= sizeof(long))
            BinaryPrimitives.WriteInt64LittleEndian(data, number);
    }

    private EntryBatch Start()
    {
        lock (_gate)
        {
            WaitUntil(() => _left.Count < MostBatches);
            var batch = _idle.TryPop(out var idle) ? idle : new EntryBatch();
            batch.Begin(this, Written, _encoder.Length(0));

            // One more than there are, so that it stays until it is closed.
            _left[batch] = 1;
            _queued = 0;
            return batch;
        }
    }

    private void Flush()
    {
        if (_filling is null || _filling.Count == _queued)
            return;
        lock (_gate)
            _left[_filling] += _filling.Count - _queued;
        queue.Add(new EntrySlice(_filling, _queued, _filling.Count));
        _queued = _filling.Count;
    }

    private void Close()
    {
        if (_filling is null)
            return;
        Flush();
        lock (_gate)
        {
            _left[_filling]--;
            GiveBack(_filling);
        }
    }

    private void GiveBack(EntryBatch batch)
    {
        if (_left[batch] > 0)
            return;
        _left.Remove(batch);
        batch.End();
        _idle.Push(batch);
    }

    private void Check(EntryBatch batch, int from, int to)
    {
        if (!_left.ContainsKey(batch) || from < 0 || from >= to || to > batch.Count)
            _faults.Add($"A run {from} to {to} of no batch of mine was told.");
    }
}
