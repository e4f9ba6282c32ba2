using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PacketFleet.EndToEnd.Tests.Browser;

/// <summary>The console as a person finds their way in it, in a page or in a frame.</summary>
/// <param name="body">The body of the page or frame.</param>
internal sealed class ConsoleView(ILocator body)
{
    public ILocator Body => body;

    public ILocator Composer => body.GetByRole(AriaRole.Region, new() { Name = "New query", Exact = true });

    public ILocator Editor => Composer.GetByRole(AriaRole.Textbox, new() { Name = "Query", Exact = true });

    /// <summary>The line that tells how the query is read, or what is wrong with it.</summary>
    public ILocator Reading => Composer.Locator(".reading");

    public ILocator Submit => Composer.Locator("[data-submit]");

    /// <summary>The link to the job submitted.</summary>
    public ILocator Submitted => Composer.Locator("a[href^='/jobs/']");

    public ILocator Regions => Composer.Locator("[data-region]");

    /// <summary>Opens the console and waits until it takes keys.</summary>
    public static async Task<ConsoleView> OpenAsync(IPage page, string address = "/")
    {
        await page.GotoAsync(address);
        var console = new ConsoleView(page.Locator("body"));
        await console.ReadyAsync();
        return console;
    }

    /// <summary>Waits until the composer takes keys.</summary>
    public Task ReadyAsync() => Expect(Composer.Locator("[data-editor][data-layered]")).ToBeVisibleAsync();

    /// <summary>A field by its name in a request.</summary>
    public ILocator Field(string name) => Composer.Locator($"[data-field='{name}']");

    public ILocator Region(string name) => Composer.Locator($"[data-region='{name}']");

    /// <summary>A job's row.</summary>
    public JobRowView Row(long job) => new(body.Locator($"tr[data-job='{job}']"));

    /// <summary>Ticks these regions and no other.</summary>
    public async Task ChooseAsync(params string[] names)
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        await Expect(Regions.First).ToBeVisibleAsync();
        for (var i = 0; i < await Regions.CountAsync(); i++)
            await Regions.Nth(i).SetCheckedAsync(wanted.Contains((await Regions.Nth(i).GetAttributeAsync("data-region"))!));
    }

    /// <summary>Writes a query and waits until it was read.</summary>
    public async Task WriteAsync(string query)
    {
        await Editor.FillAsync(query);
        await Expect(Reading).ToContainTextAsync("Reads as");
    }

    /// <summary>Waits until the composer says that it has submitted, and returns the job's number.</summary>
    public async Task<long> SubmittedAsync()
    {
        await Expect(Submitted).ToBeVisibleAsync();
        return long.Parse((await Submitted.GetAttributeAsync("href"))!["/jobs/".Length..], CultureInfo.InvariantCulture);
    }

    /// <summary>Asks these regions, and returns the job's number.</summary>
    public async Task<long> AskAsync(string query, params string[] regions)
    {
        await ChooseAsync(regions);
        await WriteAsync(query);
        await Submit.ClickAsync();
        return await SubmittedAsync();
    }
}
