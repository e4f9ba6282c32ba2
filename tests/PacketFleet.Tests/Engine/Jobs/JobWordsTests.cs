using PacketFleet.Engine.Jobs;

namespace PacketFleet.Tests.Engine.Jobs;

public sealed class JobWordsTests
{
    private static readonly FetchSnapshot Whole = new() { Name = "A", State = FetchState.Done, Verdict = Verdict.Complete, Packets = 3 };
    private static readonly FetchSnapshot Absent = new() { Name = "B", State = FetchState.Done, Verdict = Verdict.Absent };
    private static readonly FetchSnapshot Broken = new() { Name = "C", State = FetchState.Failed, Verdict = Verdict.Missing };
    private static readonly FetchSnapshot Cut = Broken with { Packets = 5 };
    private static readonly FetchSnapshot Limited = Cut with { State = FetchState.Done };

    [Fact]
    public void Judge_CompleteOrAbsent_Completed() => JobWords.Judge(false, [Whole, Absent]).ShouldBe(JobState.Completed);

    [Fact]
    public void Judge_OneRegionBroken_Partial() => JobWords.Judge(false, [Whole, Broken]).ShouldBe(JobState.Partial);

    [Fact]
    public void Judge_AllBrokenWithoutAPacket_Failed() => JobWords.Judge(false, [Broken, Broken]).ShouldBe(JobState.Failed);

    [Fact]
    public void Judge_AllBrokenOneWithPackets_Partial() => JobWords.Judge(false, [Broken, Cut]).ShouldBe(JobState.Partial);

    [Fact]
    public void Judge_LimitReached_Partial() => JobWords.Judge(false, [Limited]).ShouldBe(JobState.Partial);

    [Fact]
    public void Judge_Cancelled_CancelledWhateverCame() => JobWords.Judge(true, [Whole, Cut]).ShouldBe(JobState.Cancelled);

    [Fact]
    public void EndOf_Failed_IsItsReasonAndWhatWasKept()
    {
        JobWords.EndOf(Broken with { Reason = "C is away: fetch it back." }).ShouldBe("C is away: fetch it back.");
        JobWords.EndOf(Cut with { Reason = "C went away.", Bytes = 1500 }).ShouldBe("C went away. Kept: 5 packets, 1,500 bytes, 0 outside the window.");
    }
}
