using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Tests.Wire.Gravwell;

public sealed class IngestTagTests
{
    [Theory]
    [InlineData("steno")]
    [InlineData("default")]
    [InlineData("Überwachung_9-a@b?#+")]
    [InlineData("🦊")]
    public void IsValid_Name_IsTaken(string name)
    {
        IngestTag.IsValid(name, out var error).ShouldBeTrue(error);
        error.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a b", "white space")]
    [InlineData("a\u00a0b", "white space")]
    [InlineData("a\tb", "white space")]
    [InlineData("a\u200eb", "cannot be printed")]
    [InlineData("\ud800", "cannot be printed")]
    public void IsValid_NoName_SaysWhyInOneSentence(string name, string reason)
    {
        IngestTag.IsValid(name, out var error).ShouldBeFalse();
        error.ShouldNotBeNull().ShouldContain(reason);
        error.ShouldStartWith("The tag ");
        error.ShouldEndWith(".");
        error.ShouldNotContain('\t');
    }

    [Fact]
    public void IsValid_ForbiddenCharacters_AreNamed()
    {
        foreach (var character in "\"'`´‘’“”*$\\[]|{}();=<!>~%^&.:,/")
        {
            IngestTag.IsValid("a" + character, out var error).ShouldBeFalse();
            error.ShouldNotBeNull().ShouldContain($"holds {character},");
        }
    }

    [Fact]
    public void IsValid_Length_CountsBytes()
    {
        IngestTag.IsValid(new string('é', 2048), out _).ShouldBeTrue();
        IngestTag.IsValid(new string('é', 2049), out var error).ShouldBeFalse();
        error.ShouldNotBeNull().ShouldContain("longer");
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 2)]
    [InlineData(8, 6)]
    [InlineData(9, 7)]
    public void Features_GrowWithTheVersion(int version, int features) => new[]
    {
        IngestFeatures.NegotiatesTags(version), IngestFeatures.TakesIdentity(version), IngestFeatures.SaysWhenReady(version), IngestFeatures.ConfiguresStream(version),
        IngestFeatures.TakesIngesterState(version), IngestFeatures.KnowsTenants(version), IngestFeatures.TakesValues(version), IngestFeatures.TakesDittoBlocks(version),
    }.Count(f => f).ShouldBe(version == 1 ? 0 : features + (version >= 4 ? 1 : 0));
}
