using System.Buffers.Binary;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Delivery.Gravwell;

/// <summary>Takes what a cursor queues, as a connection does, and confirms or breaks by hand: for the cursor's own decisions.</summary>
internal sealed class HandIndexer(GravwellOutlet outlet)
{
    private readonly List<EntrySlice> _inFlight = [];

    /// <summary>Times of everything that has left, in order; what left twice is there twice.</summary>
    public List<long> Received { get; } = [];

    /// <summary>Runs that have left and are neither confirmed nor broken.</summary>
    public IReadOnlyList<EntrySlice> InFlight => _inFlight;

    /// <summary>Takes all that waits.</summary>
    public int TakeAll()
    {
        var taken = 0;
        while (outlet.Queue.TryTake(TimeSpan.Zero, out var slice))
        {
            if (!slice.Batch.Owner.Sending(slice.Batch, slice.From, slice.To))
                continue;
            taken += slice.Count;
            _inFlight.Add(slice);
            Read(slice);
        }

        return taken;
    }

    /// <summary>Takes until so many are in flight or received, while others append.</summary>
    public void TakeUntil(Func<bool> enough)
    {
        var until = Environment.TickCount64 + 20_000;
        while (!enough())
        {
            outlet.FlushAll();
            TakeAll();
            if (Environment.TickCount64 > until)
                throw new TimeoutException($"{Received.Count} entries came");
            Thread.Sleep(1);
        }
    }

    /// <summary>Takes and confirms everything until it is enough.</summary>
    public void ServeUntil(Func<bool> enough) => TakeUntil(() =>
    {
        ConfirmAll();
        return enough();
    });

    /// <summary>Confirms all that is in flight.</summary>
    public void ConfirmAll()
    {
        foreach (var slice in _inFlight.ToArray())
            Confirm(slice, slice.From, slice.To);
        _inFlight.Clear();
    }

    /// <summary>Confirms a part of a run.</summary>
    public static void Confirm(EntrySlice slice, int from, int to) => slice.Batch.Owner.Confirmed(slice.Batch, from, to);

    /// <summary>Breaks: what is in flight goes again.</summary>
    public int Break()
    {
        var broken = 0;
        foreach (var slice in Enumerable.Reverse(_inFlight))
        {
            broken += slice.Count;
            slice.Batch.Owner.Broken(slice.Batch, slice.From, slice.To);
        }

        _inFlight.Clear();
        return broken;
    }

    /// <summary>The program has ended: nobody waits for what is in flight.</summary>
    public void Lose() => _inFlight.Clear();

    /// <summary>Forgets the run: it was confirmed or broken by the test.</summary>
    public void Forget(EntrySlice slice) => _inFlight.Remove(slice);

    private void Read(EntrySlice slice)
    {
        for (var entry = slice.From; entry < slice.To; entry++)
        {
            var head = slice.Batch.Bytes(entry, entry + 1)[8..];
            Received.Add(((BinaryPrimitives.ReadInt64LittleEndian(head) - 62_135_596_800) * PacketTime.Second) + BinaryPrimitives.ReadUInt32LittleEndian(head[8..]));
        }
    }
}
