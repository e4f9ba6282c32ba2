using Microsoft.Playwright;

namespace PacketFleet.EndToEnd.Tests.Faults;

/// <summary>What a person reads on a job's page.</summary>
internal static class JobPageText
{
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>The text of both tables of the page, its regions' and its events', once they hold <paramref name="until"/>.</summary>
    public static async Task<(string Regions, string Events)> ReadAsync(string baseUrl, long job, string until)
    {
        Assert.SkipUnless(File.Exists(Chromium), "Chromium is not installed.");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await browser.NewPageAsync();
        return (await TableAsync(page, $"{baseUrl}/jobs/{job}", until), await TableAsync(page, $"{baseUrl}/jobs/{job}?tab=events", until));
    }

    private static async Task<string> TableAsync(IPage page, string url, string until)
    {
        await page.GotoAsync(url);
        var table = page.Locator(".report table").Filter(new() { HasText = until });
        await table.WaitForAsync(new() { Timeout = 20_000 });
        return await table.TextContentAsync() ?? "";
    }
}
