using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs.Slices;

public sealed class SliceQueueTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Next_TakesSlicesInOrderAndCountsAttempts()
    {
        var queue = Begin((0, 3600), (3600, 7200));

        queue.Next()!.Attempt.ShouldBe(1);
        queue.Next()!.Attempt.ShouldBe(2);
        queue.Complete(0, Minute * 2);
        queue.Next()!.Number.ShouldBe(1);
        queue.Complete(1, Minute * 2);
        queue.HasNext.ShouldBeFalse();
        queue.Next().ShouldBeNull();
    }

    [Fact]
    public void GoRound_PrefixDidNotComeAgain_WhatIsBehindIsCompared()
    {
        var queue = Begin((0, 3600));
        queue.Next();
        queue.Commit(0, 500, 7);
        queue.Compare(0);
        queue.GoRound(0, new Detour(new TimeWindow(Held.At(1861), Held.At(3720)), new TimeWindow(Held.At(1830), Held.At(1860)), Compare: false), "It ended early.");

        var rest = queue.Slices[1];
        (Held.Text(queue.Slices[0].Window), queue.Slices[0].State, Held.Text(rest.Window)).ShouldBe(("0-1830", SliceState.Done, "1830-3600"));
        (rest.Compare, rest.Doubtful, rest.Packets, rest.AskFrom).ShouldBe((true, 500, 0, Held.At(1861)));
    }

    [Fact]
    public void Next_BehindASplit_IsNotJoinedAgain()
    {
        var queue = Begin((0, 3600));
        queue.SplitNext(Held.At(3000)).ShouldBeTrue();
        Held.Text(queue.Next(until: Held.At(3000))!.Window).ShouldBe("0-3000");
        queue.Complete(0, Minute * 2);
        queue.SplitNext(Held.At(3000)).ShouldBeFalse();
        Held.Text(queue.Next()!.Window).ShouldBe("3000-3600");
    }

    [Fact]
    public void Next_AfterQuickSlices_JoinsUpToFourTimesTheLength()
    {
        var queue = Begin([.. Enumerable.Range(0, 12).Select(i => (i * 3600, (i + 1) * 3600))]);

        var lengths = new List<int>();
        while (queue.Next() is { } slice)
        {
            lengths.Add((int)slice.Length!.Value.TotalHours);
            queue.Complete(slice.Number, TimeSpan.FromSeconds(5));
        }

        lengths.ShouldBe([1, 2, 4, 4, 1]);
        queue.Slices.Select(s => Held.Text(s.Window)).ShouldBe(["0-3600", "3600-10800", "10800-25200", "25200-39600", "39600-43200"]);
    }

    [Fact]
    public void Next_AfterALongSlice_CutsToHalfTheLength()
    {
        var queue = Begin((0, 3600), (3600, 7200), (7200, 10_800));

        queue.Complete(queue.Next()!.Number, TimeSpan.FromMinutes(6));
        Held.Text(queue.Next()!.Window).ShouldBe("3600-5400");
        queue.Complete(1, TimeSpan.FromMinutes(6));
        Held.Text(queue.Next()!.Window).ShouldBe("5400-6300");
        queue.Slices.Select(s => s.Number).ShouldBe([0, 1, 3, 4, 2]);
    }

    [Fact]
    public void Next_DoesNotJoinOverAHoleNorAnOpenEnd()
    {
        var queue = Begin((null, 100), (100, 200), (300, 400), (400, null));

        for (var i = 0; i < 4; i++)
            queue.Complete(queue.Next()!.Number, TimeSpan.FromSeconds(1));

        queue.Slices.Select(s => Held.Text(s.Window)).ShouldBe(["…-100", "100-200", "300-400", "400-…"]);
    }

    [Fact]
    public void CloseAt_KeepsWhatIsCommittedAndGoesOnWithTwoHalves()
    {
        var queue = Begin((0, 3600), (3600, 7200));
        queue.Next();
        queue.Commit(0, 500, 77);

        var rest = queue.CloseAt(0, Held.At(1600), exact: true);

        rest.Select(s => (s.Number, Held.Text(s.Window), s.Attempt, s.Compare)).ShouldBe([(2, "1600-2600", 1, false), (3, "2600-3600", 1, false)]);
        queue.Slices[0].ShouldBe(new SliceProgress(0, Held.Window(0, 1600)) { State = SliceState.Done, Packets = 500, Hash = 77, Attempt = 1 });
        queue.Slices.Select(s => s.Number).ShouldBe([0, 2, 3, 1]);
        queue.Next()!.Number.ShouldBe(2);
    }

    [Fact]
    public void CloseAt_PlaceNotChosen_TheRemainderIsCompared()
    {
        var queue = Begin((0, 3600));
        queue.Next();
        queue.Commit(0, 500, 77);
        queue.Fail(0, GapKind.CutByServer, "Region 1 ended early.", Held.At(1615));
        queue.Retry().ShouldBe(1);

        queue.CloseAt(0, SliceClosing.Settled(queue.Slices[0].Reached ?? Held.At(1615)), exact: false);

        queue.Slices.Select(s => (Held.Text(s.Window), s.State, s.Compare))
            .ShouldBe([("0-1600", SliceState.Done, false), ("1600-2600", SliceState.Pending, true), ("2600-3600", SliceState.Pending, true)]);

        // So many may come twice where there is no log to compare with.
        SliceQueueText.Read(SliceQueueText.Write(queue))!.Slices.Select(s => s.Doubtful).ShouldBe([0, 500, 0]);
    }

    [Fact]
    public void NoteUncounted_OfADoneSlice_OutlivesARestartAndEndsWhenItIsAskedAgain()
    {
        var queue = Begin((0, 1800), (1800, 3600));
        queue.Complete(queue.Next(until: Held.At(1800))!.Number, TimeSpan.FromMinutes(2));
        queue.NoteUncounted(0);

        var read = SliceQueueText.Read(SliceQueueText.Write(queue))!;
        read.Slices.Select(s => s.Uncounted).ShouldBe([true, false]);
        read.Results(GapKind.Cancelled, "It was stopped.").Select(r => r.Uncounted).ShouldBe([true, false]);
        read.ReopenFrom(null);
        read.Asked(read.Next()!.Number, new HeldThen(null, null, null, true));
        read.Complete(0, TimeSpan.FromMinutes(2));
        read.Results(GapKind.Cancelled, "It was stopped.").ShouldAllBe(r => !r.Uncounted);
    }

    [Fact]
    public void Compare_WhatIsCutFromTheSlice_IsComparedToo()
    {
        var queue = Begin((0, 3600));
        queue.Next();
        queue.Commit(0, 500, 77);
        queue.Compare(0);

        queue.CloseAt(0, Held.At(1600), exact: true).Select(s => (s.Compare, s.Doubtful)).ShouldBe([(true, 500), (true, 0)]);
        queue.Slices.Select(s => (Held.Text(s.Window), s.Doubtful)).ShouldBe([("0-1600", 0), ("1600-2600", 500), ("2600-3600", 0)]);
    }

    [Fact]
    public void CloseAt_BeforeItsStart_LosesNoPackets()
    {
        var queue = Begin((1000, 3600));
        queue.Next();
        queue.Commit(0, 5, 77);

        queue.CloseAt(0, Held.At(500), exact: false);

        queue.Slices.Select(s => (s.Number, Held.Text(s.Window), s.Packets, s.Compare)).ShouldBe([(0, "1000-2300", 5L, true), (2, "2300-3600", 0L, true)]);
    }

    [Fact]
    public void CloseAt_AtItsEnd_IsDone()
    {
        var queue = Begin((0, 3600));
        queue.CloseAt(0, Held.At(3600), exact: true).ShouldBeEmpty();
        queue.Slices.ShouldHaveSingleItem().State.ShouldBe(SliceState.Done);
    }

    [Fact]
    public void CloseAt_OpenEnd_IsHalvedUpToNow()
    {
        var queue = Begin((0, null));
        queue.CloseAt(0, Held.At(80_000), exact: true);
        queue.Slices.Select(s => Held.Text(s.Window)).ShouldBe(["0-80000", "80000-90000", "90000-…"]);
    }

    [Fact]
    public void CloseAt_LittleLeft_IsOneRemainder() =>
        Begin((0, 3600)).CloseAt(0, Held.At(3500), exact: true).ShouldHaveSingleItem().Window.ShouldBe(Held.Window(3500, 3600));

    [Fact]
    public void Fail_RetryBringsBackOnlyWhatFailed()
    {
        var queue = Begin((0, 3600), (3600, 7200), (7200, 10_800));
        queue.Complete(queue.Next()!.Number, Minute * 2);
        queue.Fail(queue.Next()!.Number, GapKind.Failed, "Region 1 is down.", null);
        queue.Next();
        queue.Commit(2, 9, 3);
        queue.Fail(2, GapKind.CutByNetwork, "The connection broke.", Held.At(8000));
        queue.HasNext.ShouldBeFalse();
        queue.Slices.Select(s => s.State).ShouldBe([SliceState.Done, SliceState.Failed, SliceState.Cut]);

        queue.Retry().ShouldBe(2);

        queue.Slices.Select(s => s.State).ShouldBe([SliceState.Done, SliceState.Pending, SliceState.Pending]);
        queue.Slices[2].ShouldBe(new SliceProgress(2, Held.Window(7200, 10_800)) { Packets = 9, Hash = 3, Attempt = 1, Reached = Held.At(8000) });
    }

    [Fact]
    public void ReopenFrom_SliceWithAWayRound_RetryAsksForWhatWasLostToo()
    {
        var queue = Begin((0, 3600));
        queue.Next();
        queue.GoRound(0, new Detour(new TimeWindow(Held.At(120), null), Held.Window(30, 120), Compare: false), "A packet is too long.");
        queue.Complete(queue.Next()!.Number, Minute);
        queue.ReopenFrom(Held.At(3500));
        queue.Retry();
        var next = queue.Next()!;
        (next.AskFrom, next.LostTo, next.Compare).ShouldBe((null, null, true));
    }

    [Fact]
    public void CanClose_OnlyWhereSomethingIsGained()
    {
        var queue = Begin((0, 3600), (3600, 3690));
        queue.CanClose(0, Held.At(0)).ShouldBeTrue("it can be halved");
        queue.CanClose(1, Held.At(3600)).ShouldBeFalse();
        queue.CanClose(1, Held.At(3610)).ShouldBeFalse();
        queue.CanClose(1, Held.At(3615)).ShouldBeTrue("some of it is done");
    }

    [Fact]
    public void Fail_AllOfItCame_IsDone()
    {
        var queue = Begin((0, 3600));
        queue.Next();
        queue.Fail(0, GapKind.CutByNetwork, "The connection broke.", Held.At(3600));
        queue.Slices[0].State.ShouldBe(SliceState.Done);
    }

    [Fact]
    public void Facts_OutliveTheProgram()
    {
        var queue = Begin((0, 3600), (3600, 7200));
        queue.Next();
        var asked = new HeldThen(Held.At(0), Held.At(7000), true, true);
        queue.Asked(0, asked);
        queue.Answered(0, asked with { Oldest = Held.At(60) }, isChecked: true);
        queue.Complete(0, Minute);
        queue.Next();
        queue.Fail(1, GapKind.CutByNetwork, "The connection broke.", Held.At(5000));

        var again = SliceQueueText.Read(SliceQueueText.Write(queue)).ShouldNotBeNull();

        again.Slices.ShouldBe(queue.Slices);
        var result = again.Results(GapKind.Failed, "It ended.")[0];
        (result.Before, result.After, result.Checked).ShouldBe((asked, asked with { Oldest = Held.At(60) }, true));
    }

    [Fact]
    public void Closing_IsJustBehindWhatWasRead()
    {
        var closing = SliceClosing.Of(Held.Window(0, 3600), Held.At(1000), Held.Age)!.Value;
        closing.At.Nanoseconds.ShouldBe(Held.At(1000).Nanoseconds + 1);
        closing.ReadTo.ShouldBe(closing.At.Add(SliceClosing.Disorder));
        SliceClosing.Of(Held.Window(0, 3600), Held.At(3550), Held.Age).ShouldBeNull();
        SliceClosing.Of(Held.Window(0, 3600), null, Held.Age).ShouldBeNull();
        SliceClosing.Of(Held.Window(0, 3600), Held.At(3700), Held.Age).ShouldBeNull();
        SliceClosing.Of(Held.Window(null, null), Held.At(3700), Held.Age).ShouldNotBeNull();
    }

    private static SliceQueue Begin(params (int? After, int? Before)[] windows) =>
        SliceQueue.Begin([.. windows.Select((w, i) => new Slice(i, Held.Window(w.After, w.Before)))], Hour, Minute, Held.At(100_000));
}
