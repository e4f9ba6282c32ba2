using Microsoft.Playwright;

namespace PacketFleet.EndToEnd.Tests.Browser;

/// <summary>The page of a job as a person finds their way in it.</summary>
internal sealed class JobView(IPage page)
{
    public ILocator Title => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    /// <summary>What became of the job, in a sentence.</summary>
    public ILocator Verdict => page.Locator("p.verdict").First;

    public ILocator Cancel => page.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true });

    /// <summary>The rows of the events.</summary>
    public ILocator Events => page.GetByRole(AriaRole.Log, new() { Name = "Events" }).Locator("tbody tr");

    /// <summary>What stands below a word of the facts.</summary>
    public ILocator Fact(string word) => page.Locator("dl > div").Filter(new() { Has = page.Locator("dt", new() { HasText = word }) }).Locator("dd");

    /// <summary>A region's row in the report.</summary>
    public ILocator Region(string name) =>
        page.GetByRole(AriaRole.Table, new() { Name = "Regions" }).GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Cell, new() { Name = name, Exact = true }) });

    public ILocator Tab(string name) => page.GetByRole(AriaRole.Navigation, new() { Name = "More about this job" }).GetByRole(AriaRole.Link, new() { Name = name });

    /// <summary>Downloads by the page's own link, and returns the file.</summary>
    public async Task<string> DownloadAsync(string choice, string directory)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = choice }).ClickAsync());
        var file = Path.Combine(directory, download.SuggestedFilename);
        await download.SaveAsAsync(file);
        return file;
    }
}
