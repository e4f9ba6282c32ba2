using System.Collections.Concurrent;
using Microsoft.Playwright;
using PacketFleet.EndToEnd.Tests.Running;

namespace PacketFleet.EndToEnd.Tests.Browser;

/// <summary>One or more people who look at a program, each with a browser of their own, and all that their browsers asked and complained of.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowser _browser;
    private readonly BrowserNewContextOptions _wishes;
    private readonly List<IBrowserContext> _people = [];
    private readonly ConcurrentQueue<string> _addresses = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly HashSet<string> _origins;
    private string? _expectedFault;

    private Visit(IBrowser browser, PacketFleetProcess fleet, BrowserNewContextOptions wishes)
    {
        _browser = browser;
        _wishes = wishes;
        _origins = [fleet.BaseUrl];
        Fleet = fleet;
    }

    /// <summary>The program looked at.</summary>
    public PacketFleetProcess Fleet { get; }

    /// <summary>The first person's page.</summary>
    public IPage Page { get; private set; } = null!;

    public static async Task<Visit> StartAsync(IBrowser browser, PacketFleetProcess fleet, BrowserNewContextOptions wishes)
    {
        wishes.BaseURL = fleet.BaseUrl;
        wishes.AcceptDownloads = true;
        wishes.ViewportSize ??= new() { Width = 1440, Height = 900 };
        var visit = new Visit(browser, fleet, wishes);
        visit.Page = await visit.SomeoneElseAsync();
        return visit;
    }

    /// <summary>Another person with a fresh browser.</summary>
    public async Task<IPage> SomeoneElseAsync()
    {
        var person = await _browser.NewContextAsync(_wishes);
        _people.Add(person);
        person.SetDefaultTimeout(BrowserFixture.Patience);
        person.SetDefaultNavigationTimeout(BrowserFixture.Patience);
        person.Request += (_, request) => _addresses.Enqueue(request.Url);
        person.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _faults.Enqueue($"{message.Type}: {message.Text}");
        };
        person.WebError += (_, error) => _faults.Enqueue(error.Error);
        await person.Tracing.StartAsync(new() { Snapshots = true });
        var page = await person.NewPageAsync();
        page.WebSocket += (_, socket) => _addresses.Enqueue(socket.Url);
        return page;
    }

    /// <summary>Another origin may be asked too.</summary>
    public void Allow(string origin) => _origins.Add(origin);

    /// <summary>The browser shall complain, in words that hold these.</summary>
    public void ExpectFault(string words) => _expectedFault = words;

    /// <summary>Waits until the browser has complained as expected.</summary>
    public async Task FaultAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(BrowserFixture.Patience));
        while (!_faults.Any(IsExpected))
            await Task.Delay(50, patience.Token);
    }

    /// <summary>Nothing but the program was asked, and nothing went wrong in a browser.</summary>
    public void Check()
    {
        _addresses.Where(a => !IsOurs(a)).ShouldBeEmpty("A page asked another host.");
        _faults.Where(f => !IsExpected(f)).ShouldBeEmpty("The browser complained.");
    }

    /// <summary>Keeps a screenshot of each page, a trace of each person and what the program wrote; returns the directory.</summary>
    public async Task<string> KeepAsync()
    {
        var directory = Directory.CreateTempSubdirectory("packetfleet-browser-").FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, "program.log"), Fleet.Output);
        await File.WriteAllLinesAsync(Path.Combine(directory, "faults.txt"), _faults);
        for (var i = 0; i < _people.Count; i++)
        {
            try
            {
                for (var p = 0; p < _people[i].Pages.Count; p++)
                    await _people[i].Pages[p].ScreenshotAsync(new() { Path = Path.Combine(directory, $"person-{i + 1}-page-{p + 1}.png"), Timeout = 20_000 });
                await _people[i].Tracing.StopAsync(new() { Path = Path.Combine(directory, $"person-{i + 1}.zip") });
            }
            catch (Exception e) when (e is PlaywrightException or TimeoutException)
            {
                await File.AppendAllTextAsync(Path.Combine(directory, "faults.txt"), $"No picture of person {i + 1}: {e.Message}\n");
            }
        }

        return directory;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in _people)
            await person.DisposeAsync();
    }

    private bool IsExpected(string fault) => _expectedFault is not null && fault.Contains(_expectedFault, StringComparison.Ordinal);

    private bool IsOurs(string address) =>
        !Uri.TryCreate(address, UriKind.Absolute, out var url)
        || url.Scheme is "data" or "blob" or "about"
        || _origins.Contains($"{(url.Scheme is "ws" or "http" ? "http" : "https")}://{url.Authority}");
}
