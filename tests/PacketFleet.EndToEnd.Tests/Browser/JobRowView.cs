using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PacketFleet.EndToEnd.Tests.Browser;

/// <summary>A job's row in the table.</summary>
internal sealed class JobRowView(ILocator row)
{
    public ILocator Row => row;

    public ILocator State => row.Locator(".c-state");

    public ILocator Query => row.Locator(".c-query");

    public ILocator Packets => row.Locator(".c-packets");

    /// <summary>The link to the job's page.</summary>
    public ILocator Link => row.Locator("a.id");

    /// <summary>The rows of its regions, and whatever else is shown below it while it is open.</summary>
    public ILocator Below => row.Locator("xpath=following-sibling::tr[contains(@class, 'sub')]");

    /// <summary>One of its buttons, by its name for people.</summary>
    public ILocator Button(string name) => row.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Waits until it is open, or closed.</summary>
    public Task OpenAsync(bool open) => Expect(row).ToHaveAttributeAsync("aria-expanded", open ? "true" : "false");

    /// <summary>Waits until a count has moved on from zero, and again from there: it is live.</summary>
    public static async Task RisesAsync(ILocator count)
    {
        await Expect(count).Not.ToHaveTextAsync("0");
        var first = await NumberAsync(count);
        await Expect(count).Not.ToHaveTextAsync(Text(first));
        (await NumberAsync(count)).ShouldBeGreaterThan(first);
    }

    /// <summary>A count as the pages write it.</summary>
    public static string Text(long count) => count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<long> NumberAsync(ILocator count) =>
        long.Parse(await count.InnerTextAsync(), System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);
}
