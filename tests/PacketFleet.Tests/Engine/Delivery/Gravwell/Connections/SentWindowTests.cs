using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Delivery.Gravwell.Connections;
using PacketFleet.Wire;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Tests.Engine.Delivery.Gravwell.Connections;

public sealed class SentWindowTests
{
    private const int EntryLength = EntryEncoder.HeadLength + 10;

    private readonly SentWindow _window = new();
    private readonly List<ConfirmedRun> _confirmed = [];

    [Fact]
    public void Confirm_InOrder_MakesOneRun()
    {
        var batch = Batch(100);
        _window.Add(new(batch, 10, 60));
        (_window.Next, _window.Count, _window.Bytes, _window.Room).ShouldBe((51ul, 50, 50L * EntryLength, 4095 - 50));
        _window.Confirm([1, 2, 3, 4], _confirmed);
        _window.Confirm([5, 6], _confirmed);
        _confirmed.ShouldBe([new(batch, 10, 14, 40), new(batch, 14, 16, 20)]);
        (_window.Count, _window.Bytes, _window.Room).ShouldBe((44, 44L * EntryLength, 4095 - 44));
    }

    [Fact]
    public void Confirm_OutOfOrder_MakesRunsAndKeepsThePlacesBehindTheOldest()
    {
        var (first, second) = (Batch(10), Batch(10));
        _window.Add(new(first, 0, 10));
        _window.Add(new(second, 0, 10));
        _window.Confirm([20, 19, 18, 3, 4, 12, 11, 10, 9], _confirmed);
        _confirmed.ShouldBe([new(second, 7, 10, 30), new(first, 2, 4, 20), new(second, 0, 2, 20), new(first, 8, 10, 20)]);
        (_window.Count, _window.Room).ShouldBe((11, 4095 - 20));
    }

    [Fact]
    public void Confirm_OfWhatIsNotOutstanding_IsIgnored()
    {
        var batch = Batch(10);
        _window.Add(new(batch, 0, 5));
        _window.Confirm([0, 6, 7, 4097, 4098, ulong.MaxValue, 1UL << 63], _confirmed);
        _confirmed.ShouldBeEmpty();
        _window.Confirm([2, 2, 1, 1, 2], _confirmed);
        _confirmed.ShouldBe([new(batch, 0, 2, 20)]);
        _window.Confirm([1, 2], _confirmed);
        _confirmed.Count.ShouldBe(1);
        _window.Count.ShouldBe(3);
    }

    [Fact]
    public void Add_BeyondTheRoom_Throws()
    {
        var batch = Batch(1024);
        for (var i = 0; i < 3; i++)
            _window.Add(new(batch, 0, 1024));
        Should.Throw<ArgumentOutOfRangeException>(() => _window.Add(new(batch, 0, 1024)));
        _window.Add(new(batch, 0, 1023));
        _window.Room.ShouldBe(0);
    }

    [Fact]
    public void TakeAll_GivesTheLatestFirst()
    {
        var batch = Batch(20);
        _window.Add(new(batch, 0, 5));
        _window.Add(new(batch, 5, 12));
        _window.Confirm([1, 4, 8, 9, 12], _confirmed);
        var broken = new List<EntrySlice>();
        _window.TakeAll(broken);
        broken.ShouldBe([new(batch, 9, 11), new(batch, 5, 7), new(batch, 4, 5), new(batch, 1, 3)]);
        (_window.Count, _window.Bytes, _window.Room).ShouldBe((0, 0L, 4095));
    }

    [Fact]
    public void Window_InAnyOrder_TellsEachEntryOnce()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var batch = Batch(1024);
        var outstanding = new SortedDictionary<ulong, int>();
        var next = 1ul;
        for (var step = 0; step < 5_000; step++)
        {
            var from = random.Next(1024);
            var to = from + 1 + random.Next(Math.Min(1024 - from, random.Next(3) == 0 ? 1024 : 10));
            to = Math.Min(to, from + _window.Room);
            if (to > from && random.Next(3) > 0)
            {
                _window.Add(new(batch, from, to));
                for (var entry = from; entry < to; entry++)
                    outstanding[next++] = entry;
                continue;
            }

            if (random.Next(20) == 0)
            {
                var broken = new List<EntrySlice>();
                _window.TakeAll(broken);
                broken.SelectMany(r => Enumerable.Range(r.From, r.Count).Reverse()).ShouldBe(outstanding.Values.Reverse());
                outstanding.Clear();
            }

            ulong[] ids = [.. outstanding.Keys.Skip(random.Next(3)).Take(random.Next(1000)).Where(_ => random.Next(50) > 0), (ulong)random.NextInt64((long)next + 2)];
            if (random.Next(2) == 0)
                random.Shuffle(ids);
            var expected = ids.Where(outstanding.ContainsKey).Distinct().Select(id => outstanding[id]).Order().ToList();
            foreach (var id in ids)
                outstanding.Remove(id);
            _confirmed.Clear();
            _window.Confirm(ids, _confirmed);
            _confirmed.SelectMany(r => Enumerable.Range(r.From, r.To - r.From)).Order().ShouldBe(expected);
            _window.Count.ShouldBe(outstanding.Count);
            _window.Bytes.ShouldBe(outstanding.Count * (long)EntryLength);
            _window.Room.ShouldBe(4095 - (outstanding.Count == 0 ? 0 : (int)(next - outstanding.Keys.First())));
        }
    }

    private static EntryBatch Batch(int count)
    {
        var encoder = new EntryEncoder(0, new byte[16]);
        var batch = new EntryBatch();
        batch.Begin(new SendingOwner(new()), 0, EntryEncoder.HeadLength);
        for (var i = 0; i < count; i++)
            batch.TryAdd(encoder, new PacketRecord { Time = i, LinkType = 1, OriginalLength = 10, Data = new byte[10] }, i, 0, 0).ShouldBeTrue();
        return batch;
    }
}
