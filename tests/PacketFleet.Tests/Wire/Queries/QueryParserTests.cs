using PacketFleet.Wire.Queries;

namespace PacketFleet.Tests.Wire.Queries;

public sealed class QueryParserTests
{
    public static TheoryData<string> Accepted => [.. QueryCases.Accepted.Select(c => c.Text)];

    public static TheoryData<string> Refused => [.. QueryCases.Refused.Select(c => c.Text)];

    [Fact]
    public void Cases_Whole_AreAllRead()
    {
        QueryCases.All.Count.ShouldBe(232);
        QueryCases.Accepted.Count().ShouldBe(79);
    }

    [Theory]
    [MemberData(nameof(Accepted), DisableDiscoveryEnumeration = true)]
    public void TryParse_WhatStenographerAccepts_IsAccepted(string text)
    {
        QueryParser.TryParse(text, out var query, out var error).ShouldBeTrue(error?.ToString());
        query!.Text.ShouldBe(text);
        error.ShouldBeNull();
        var again = QueryCases.Parse(query.Canonical);
        again.Root.ShouldBe(query.Root);
        again.Canonical.ShouldBe(query.Canonical);
        QueryCases.Parse(query.Reading).Root.ShouldBe(query.Root);
    }

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void TryParse_WhatStenographerRefusesOrCutsShort_IsRefusedWithAPlaceAndAReason(string text)
    {
        QueryParser.TryParse(text, out var query, out var error).ShouldBeFalse();
        query.ShouldBeNull();
        error!.Position.ShouldBeInRange(0, text.Length);
        error.Length.ShouldBeInRange(0, text.Length - error.Position);
        error.Message.ShouldEndWith(".");
        TestContext.Current.TestOutputHelper?.WriteLine($"{text} -> {error}");
    }
}
