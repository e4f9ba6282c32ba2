using PacketFleet.Web.Hosting;

namespace PacketFleet.Web.Tests.Hosting;

public class StartGuardTests
{
    [Fact]
    public void Text_OfSeveralReasons_HasOneALine() =>
        StartGuard.Text(new StartRefusedException(2, ["A is wrong.", "B is wrong."])).Split(Environment.NewLine).ShouldBe(["PacketFleet.Web does not start, for 2 reasons:", "  A is wrong.", "  B is wrong."]);

    [Fact]
    public async Task Program_WithAFaultOfItsOwn_IsNotExplainedAway() =>
        await Should.ThrowAsync<InvalidOperationException>(StartGuard.RunAsync(() => throw new InvalidOperationException("bug")));

    [Fact]
    public void Locks_TakenTwice_RefuseTheSecond()
    {
        using var directory = new TemporaryDirectory();
        using var first = new DataLock();
        using var second = new DataLock();
        first.Take([(directory.File("a.lock"), "the store")]);

        Should.Throw<StartRefusedException>(() => second.Take([(directory.File("a.lock"), "the store")])).Message.ShouldContain("the store");
        first.Dispose();
        second.Take([(directory.File("a.lock"), "the store")]);
    }
}
