using Microsoft.Playwright;
using PacketFleet.EndToEnd.Tests.Running;

namespace PacketFleet.EndToEnd.Tests.Browser;

/// <summary>One Chromium for all tests of the pages, and one program with the samples for those that need no settings of their own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    /// <summary>How long a page may take, on a machine that does much else.</summary>
    public const float Patience = 60_000;

    private const string Chromium = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private PacketFleetProcess? _samples;

    /// <summary>Why there is no browser; null where there is one.</summary>
    public static string? Missing => File.Exists(Chromium) ? null : $"{Chromium} is not installed.";

    /// <summary>The program as a newcomer starts it: two regions of samples, nothing configured.</summary>
    internal PacketFleetProcess Samples => _samples!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
            return;
        Assertions.SetDefaultExpectTimeout(Patience);
        _samples = await PacketFleetProcess.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Timeout = Patience,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_samples is not null)
            await _samples.DisposeAsync();
    }

    /// <summary>
    /// Lets someone with a fresh browser look at a program, and checks afterwards that nothing left for another host and that
    /// the browser met no fault. On failure a screenshot and a trace of everyone are kept, and the message says where.
    /// </summary>
    /// <param name="look">What is done and seen.</param>
    /// <param name="fleet">Which program; null = that with the samples.</param>
    /// <param name="wishes">Window size, colours and the like.</param>
    internal async Task VisitAsync(Func<Visit, Task> look, PacketFleetProcess? fleet = null, BrowserNewContextOptions? wishes = null)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        await using var visit = await Visit.StartAsync(_browser!, fleet ?? Samples, wishes ?? new());
        try
        {
            await look(visit);
            visit.Check();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{e.Message.Split('\n')[0]}\nScreenshots and traces are in {await visit.KeepAsync()}", e);
        }
    }
}

/// <summary>All tests of the pages share the browser, and run one after another.</summary>
[CollectionDefinition]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>;
