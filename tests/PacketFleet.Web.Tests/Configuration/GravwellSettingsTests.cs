namespace PacketFleet.Web.Tests.Configuration;

public class GravwellSettingsTests
{
    [Fact]
    public void Settings_OfAnIngester_AreRead()
    {
        using var settings = new Settings().Json("""
            { "PacketFleet": { "Gravwell": { "Targets": [ "tcp://a:1" ], "IngestSecret": "s", "IngesterName": "Berlin", "IngesterUuid": "c5eb1f22-20d0-456b-8da7-308451a931b1", "Label": "second floor",
              "RateLimitBitsPerSecond": 131072, "ConnectionTimeoutSeconds": 30, "TimestampMaxPastSeconds": 3600, "TimestampMaxFutureSeconds": 60 },
              "Regions": [ { "Name": "A", "PcapDirectory": "a", "IgnoreTimestamps": true } ] } }
            """);

        var options = settings.Read();

        settings.Faults.Faults.ShouldBeEmpty();
        options.Regions[0].IgnoreTimestamps.ShouldBeTrue();
        var gravwell = options.Gravwell;
        (gravwell.IngesterName, gravwell.Label).ShouldBe(("Berlin", "second floor"));
        gravwell.IngesterUuid.ShouldBe(Guid.Parse("c5eb1f22-20d0-456b-8da7-308451a931b1"));
        (gravwell.RateLimitBitsPerSecond, gravwell.ConnectionTimeoutSeconds, gravwell.TimestampMaxPastSeconds, gravwell.TimestampMaxFutureSeconds).ShouldBe((131072, 30, 3600, 60));
    }

    [Fact]
    public void Settings_OfNobody_AreTheOldPrograms()
    {
        using var settings = new Settings().Json("{}");

        var gravwell = settings.Read().Gravwell;

        settings.Faults.Faults.ShouldBeEmpty();
        gravwell.IngesterName.ShouldBe("PacketFleet");
        gravwell.IngesterUuid.ShouldBeNull();
        (gravwell.RateLimitBitsPerSecond, gravwell.ConnectionTimeoutSeconds).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData("https://gravwell.example")]
    [InlineData("https://gravwell.example/#!/search?query={query}&start={after}&end={before}")]
    public void SearchUrl_WithOrWithoutPlaceholders_IsTaken(string url)
    {
        using var settings = new Settings().CommandLine($"--PacketFleet:Gravwell:SearchUrl={url}");

        settings.Read().Gravwell.SearchUrl.ShouldBe(url);
        settings.Faults.Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"IngesterUuid\": \"1\"", "IngesterUuid is \"1\"")]
    [InlineData("\"IngesterUuid\": \"00000000-0000-0000-0000-000000000000\"", "IngesterUuid is \"00000000")]
    [InlineData("\"RateLimitBitsPerSecond\": 1000", "RateLimitBitsPerSecond is \"1000\"")]
    [InlineData("\"RateLimitBitsPerSecond\": -1", "RateLimitBitsPerSecond is \"-1\"")]
    [InlineData("\"ConnectionTimeoutSeconds\": \"30s\"", "ConnectionTimeoutSeconds is \"30s\"")]
    [InlineData("\"TimestampMaxPastSeconds\": -1", "TimestampMaxPastSeconds is \"-1\"")]
    [InlineData("\"Label\": \"a\\nb\"", "Label is no name")]
    [InlineData("\"Targets\": [ \"tcp://a:1\" ]", "IngestSecret is missing")]
    [InlineData("\"IngestSecret\": \"s\", \"Targets\": [ \"tcp://user@a:1\" ]", "Targets:0 is \"tcp://user@a:1\"")]
    [InlineData("\"IngestSecret\": \"s\", \"Targets\": [ \"tls://a:1?b\" ]", "Targets:0 is \"tls://a:1?b\"")]
    [InlineData("\"IngestSecret\": \"s\", \"Targets\": [ \"pipe:///a?b\" ]", "Targets:0 is \"pipe:///a?b\"")]
    [InlineData("\"IngestSecret\": \"s\", \"Targets\": [ \"udp://a:1\" ]", "Targets:0 is \"udp://a:1\"")]
    [InlineData("\"IngestSecret\": \"s\", \"Targets\": [ \"tcp://a:1\", \"tcp://A:1\" ]", "Targets:1 is \"tcp://A:1\", which is named already")]
    [InlineData("\"SearchUrl\": \"gravwell\"", "SearchUrl is \"gravwell\"")]
    [InlineData("\"SearchUrl\": \"javascript:alert(1)\"", "SearchUrl is \"javascript:alert(1)\"")]
    [InlineData("\"SearchUrl\": \"https://gw/{search}\"", "SearchUrl holds {search}")]
    [InlineData("\"SearchUrl\": \"https://gw/{query\"", "SearchUrl holds {query")]
    [InlineData("\"Tenant\": \"a\\nb\"", "Tenant is no name")]
    [InlineData("\"IngestSecretFile\": \"long\"", "IngestSecretFile names")]
    [InlineData("\"Targets\": [ \"tcp://a:1\" ], \"IngestSecretFile\": \"empty\"", "IngestSecretFile names")]
    public void Setting_Wrong_IsTold(string setting, string words)
    {
        using var settings = new Settings();
        settings.File("config/empty", " \n");
        settings.File("config/long", new string('x', 5000));
        settings.Json($$"""{ "PacketFleet": { "Gravwell": { {{setting}} } } }""");

        settings.Read();

        settings.Faults.Faults.ShouldHaveSingleItem().ShouldStartWith("PacketFleet:Gravwell:" + words);
    }
}
