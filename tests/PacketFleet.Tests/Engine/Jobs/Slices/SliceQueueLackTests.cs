using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs.Slices;

/// <summary>Slices that came but for parts of them, and what of them is asked again.</summary>
public sealed class SliceQueueLackTests
{
    private const string Damaged = "Region 1 has a damaged file.";

    [Theory]
    [InlineData("600-700", "0-600 Done, 600-700 Cut, 700-3600 Done")]
    [InlineData("600-700 900-1000", "0-600 Done, 600-700 Cut, 700-900 Done, 900-1000 Cut, 1000-3600 Done")]
    [InlineData("-100-100", "0-100 Cut, 100-3600 Done")]
    [InlineData("3500-", "0-3500 Done, 3500-3600 Cut")]
    [InlineData("-", "0-3600 Cut")]
    [InlineData("4000-5000", "0-3600 Done")]
    public void Lack_CutsTheStretchesAndNoMore(string stretches, string parts)
    {
        var queue = Asked();
        queue.Lack(0, [.. stretches.Split(' ').Select(Window)], Damaged).ShouldBe(queue.Slices);
        string.Join(", ", queue.Slices.Select(s => $"{Held.Text(s.Window)} {s.State}")).ShouldBe(parts);
        queue.Slices.Sum(s => s.Packets).ShouldBe(500);
        queue.Slices.ShouldAllBe(s => s.Compare);
        queue.Lost().Select(g => (Held.Text(new TimeWindow(g.From, g.To)), g.Kind, g.Reason)).ShouldBe(
            queue.Slices.Where(s => s.State == SliceState.Cut).Select(s => (Held.Text(s.Window), GapKind.CutByServer, Damaged)));
        SliceQueueText.Read(SliceQueueText.Write(queue))!.Slices.ShouldBe(queue.Slices);
    }

    [Fact]
    public void Lack_ThenRetry_AsksTheCutPartsAlone()
    {
        var queue = Asked();
        queue.Lack(0, [Window("600-700")], Damaged);
        queue.Retry().ShouldBe(1);
        Held.Text(queue.Next()!.Window).ShouldBe("600-700");
        queue.Lost().ShouldBeEmpty();
    }

    [Fact]
    public void ReopenFrom_TakesWhatLiesBehind()
    {
        var queue = SliceQueue.Begin(
            [new(0, Held.Window(0, 3600)), new(1, Held.Window(3600, 7200)), new(2, Held.Window(7200, 9000))], TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), Held.At(9000));
        foreach (var number in new[] { 0, 1, 2 })
        {
            queue.Next();
            queue.Complete(number, TimeSpan.FromMinutes(2));
        }

        queue.ReopenFrom(Held.At(7000));
        queue.Slices.Select(s => s.State).ShouldBe([SliceState.Done, SliceState.Pending, SliceState.Pending]);
    }

    [Fact]
    public void Lost_EndedEarlyBehindADetour_TellsBothPlaces()
    {
        var queue = Asked();
        queue.GoRound(0, new Detour(new TimeWindow(Held.At(1861), Held.At(3720)), Held.Window(1830, 1860), Compare: false), "A packet is too long.");
        queue.Fail(1, GapKind.CutByNetwork, "The line broke.", Held.At(2000));
        queue.Lost().Select(g => Held.Text(new TimeWindow(g.From, g.To))).ShouldBe(["1830-1860", "2000-3600"]);
        queue.Fail(1, GapKind.CutByNetwork, "The line broke.", null);
        queue.Lost().Select(g => Held.Text(new TimeWindow(g.From, g.To))).ShouldBe(["1830-3600"]);
    }

    private static SliceQueue Asked()
    {
        var queue = SliceQueue.Begin([new(0, Held.Window(0, 3600))], TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), Held.At(3600));
        queue.Next();
        queue.Commit(0, 500, 7);
        return queue;
    }

    private static TimeWindow Window(string text)
    {
        if (text == "-")
            return TimeWindow.Everything;
        var dash = text.IndexOf('-', 1);
        return new(Held.At(int.Parse(text[..dash], null)), dash + 1 < text.Length ? Held.At(int.Parse(text[(dash + 1)..], null)) : null);
    }
}
