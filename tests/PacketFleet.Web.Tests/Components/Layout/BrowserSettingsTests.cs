using PacketFleet.Web.Components.Layout;

namespace PacketFleet.Web.Tests.Components.Layout;

public sealed class BrowserSettingsTests
{
    [Theory]
    [InlineData("Etc/GMT-2", 0, 120)]
    [InlineData("No/Such_Zone", 90, 90)]
    [InlineData("", -300, -300)]
    [InlineData(null, 0, 0)]
    [InlineData("../../etc/passwd", 100_000, 0)]
    public void Zone_NamedOrNot_HasTheBrowsersOffset(string? zone, int offset, int expected) =>
        new BrowserSettings("dark", true, true, zone, offset, false).ToZone().GetUtcOffset(FleetContext.Now).TotalMinutes.ShouldBe(expected);

    [Theory]
    [InlineData("dark", ThemeChoice.Dark)]
    [InlineData("light", ThemeChoice.Light)]
    [InlineData("system", ThemeChoice.System)]
    [InlineData("7", ThemeChoice.System)]
    [InlineData("", ThemeChoice.System)]
    public void Theme_Kept_IsRead(string text, ThemeChoice theme) =>
        new BrowserSettings(text, true, false, null, 0, false).ToView().Theme.ShouldBe(theme);
}
