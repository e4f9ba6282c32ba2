using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PacketFleet.EndToEnd.Tests.Browser;

/// <summary>A page of another origin and site (<c>localhost</c>, where the program is at <c>127.0.0.1</c>) that shows an address in a frame.</summary>
internal sealed class ForeignPage : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ForeignPage(WebApplication app) => _app = app;

    /// <summary>Its origin as a browser writes it.</summary>
    public string Origin => $"http://localhost:{new Uri(_app.Urls.First()).Port}";

    public static async Task<ForeignPage> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapGet("/", (string frame) => Results.Content(
            $"""<!DOCTYPE html><html lang="en"><title>Elsewhere</title><link rel="icon" href="data:,"><iframe src="{WebUtility.HtmlEncode(frame)}" title="PacketFleet" width="480" height="640"></iframe>""",
            "text/html"));
        await app.StartAsync();
        return new(app);
    }

    /// <summary>The address of its page that frames another.</summary>
    public string Framing(string address) => $"{Origin}/?frame={Uri.EscapeDataString(address)}";

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
