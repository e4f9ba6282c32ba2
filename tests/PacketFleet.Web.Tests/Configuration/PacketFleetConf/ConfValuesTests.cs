using PacketFleet.Web.Configuration.PacketFleetConf;

namespace PacketFleet.Web.Tests.Configuration.PacketFleetConf;

public class ConfValuesTests
{
    [Theory]
    [InlineData("true t yes y 1 TRUE Yes on", true)]
    [InlineData("false f no n 0 FALSE No off", false)]
    [InlineData("2 ja tru yess", null)]
    public void Flag_Words_AreKnown(string words, bool? flag) => words.Split(' ').ShouldAllBe(w => ConfValues.Flag(w) == flag);

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("30s", 30L)]
    [InlineData("5m", 300L)]
    [InlineData("1h30m", 5400L)]
    [InlineData("1.5h", 5400L)]
    [InlineData("1500ms", 2L)]
    [InlineData("2000000us", 2L)]
    [InlineData("30", null)]
    [InlineData("-1s", null)]
    [InlineData("s", null)]
    [InlineData("1d", null)]
    [InlineData("1..5s", null)]
    [InlineData("99999999h", null)]
    [InlineData("1e9s", null)]
    [InlineData("", null)]
    public void Seconds_Durations_AreReadAsGoReadsThem(string text, long? seconds) => ConfValues.Seconds(text).ShouldBe(seconds);

    [Theory]
    [InlineData("1Mbit", 1_048_576L)]
    [InlineData("2048Kbps", 2_097_152L)]
    [InlineData("3MBps", 25_165_824L)]
    [InlineData("1gbit", 1_073_741_824L)]
    [InlineData("1000000", 1_000_000L)]
    [InlineData("1Mb", null)]
    [InlineData("1.5Mbit", null)]
    [InlineData("fast", null)]
    [InlineData("9223372036854775807Gbit", null)]
    public void BitsPerSecond_Rates_AreKnown(string text, long? bits) => ConfValues.BitsPerSecond(text).ShouldBe(bits);

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:4023")]
    [InlineData("127.0.0.1:5000", "127.0.0.1:5000")]
    [InlineData("indexer.example", "indexer.example:4023")]
    [InlineData("indexer.example:1", "indexer.example:1")]
    [InlineData("::1", "[::1]:4023")]
    [InlineData("[::1]:5000", "[::1]:5000")]
    [InlineData("[::1]", "[::1]:4023")]
    [InlineData("indexer:0", null)]
    [InlineData("indexer:70000", null)]
    [InlineData("indexer:x", null)]
    [InlineData("tcp://indexer:4023", null)]
    [InlineData("two words", null)]
    [InlineData(":4023", null)]
    [InlineData("", null)]
    public void Target_WithoutPort_GetsTheUsualOne(string text, string? target)
    {
        ConfValues.TryTarget(text, 4023, out var read).ShouldBe(target is not null);
        read.ShouldBe(target);
    }

    [Theory]
    [InlineData(":9002", "*:9002")]
    [InlineData("0.0.0.0:9002", "0.0.0.0:9002")]
    [InlineData("127.0.0.1:0", "127.0.0.1:0")]
    [InlineData("[::1]:9002", "[::1]:9002")]
    [InlineData("localhost:9002", "localhost:9002")]
    [InlineData("console.example:9002", null)]
    [InlineData("*:9002", null)]
    [InlineData("9002", null)]
    [InlineData("::1:9002", null)]
    [InlineData(":http", null)]
    [InlineData(":70000", null)]
    [InlineData("1:9002", null)]
    public void Listen_Address_IsOneOfThisMachine(string text, string? address)
    {
        ConfValues.TryListen(text, out var read).ShouldBe(address is not null);
        read.ShouldBe(address);
    }
}
