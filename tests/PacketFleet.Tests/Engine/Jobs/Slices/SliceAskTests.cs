using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Tests.Wire.Queries;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs.Slices;

public sealed class SliceAskTests
{
    [Fact]
    public void Slices_AskedPaddedAndCutExactly_BringEachPacketOnce()
    {
        var random = Seeded.Random();
        for (var round = 0; round < 600; round++)
        {
            var age = 5 + random.Next(300);
            var now = 30_000;
            int[][] threads = [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Files(random, age, now))];
            var window = Held.Window(random.Next(4) == 0 ? null : random.Next(30_000), random.Next(4) == 0 ? null : random.Next(30_000));
            var padding = TimeSpan.FromSeconds(Math.Max(120, age + 60));
            var queue = SliceQueue.Begin(
                SlicePlanner.Plan(window, Held.Aged(age, now, threads), Held.At(now), TimeSpan.FromMinutes(1 + random.Next(100)), TimeSpan.FromSeconds(age)),
                TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(age), Held.At(now));
            var asked = new List<TimeWindow>();
            while (queue.Next() is { } slice)
            {
                asked.Add(slice.Window);
                queue.Complete(slice.Number, TimeSpan.FromSeconds(random.Next(600)));
            }

            foreach (var file in threads.SelectMany(t => t))
            {
                for (var i = 0; i < 5; i++)
                {
                    // A file may begin with packets some seconds older than its name, and is ended some moments late.
                    var packet = Held.At(file - 12 + (random.NextDouble() * (age + 14)));
                    var received = asked.Count(w => IsSelected(Held.At(file), w.Pad(padding)) && w.Contains(packet.Nanoseconds));
                    received.ShouldBe(window.Contains(packet.Nanoseconds) ? 1 : 0);
                }
            }
        }
    }

    /// <summary>As Stenographer selects: by the name alone, a minute wider on both sides.</summary>
    private static bool IsSelected(PacketTime name, TimeWindow ask) =>
        !(name < ask.After?.Add(TimeSpan.FromSeconds(-60))) && !(name > ask.Before?.Add(TimeSpan.FromSeconds(60)));

    private static int[] Files(Random random, int age, int now)
    {
        var files = new List<int>();
        for (var at = random.Next(now); files.Count < 200 && at < now; at += random.Next(25) == 0 ? age + random.Next(4000) : age)
            files.Add(at);
        return [.. files];
    }
}
