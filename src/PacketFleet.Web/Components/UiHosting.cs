using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;
using PacketFleet.Web.Components.Controls.Composer;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Components.Layout;
using PacketFleet.Web.Configuration;

namespace PacketFleet.Web.Components;

/// <summary>The pages in the web host.</summary>
public static class UiHosting
{
    /// <summary>Registers what the pages need.</summary>
    public static IServiceCollection AddPacketFleetUi(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();

        // The pages' own frame-ancestors policy says who may frame them; this older header can only say "nobody else".
        services.AddAntiforgery(options => options.SuppressXFrameOptionsHeader = true);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RegionWatch>();
        services.TryAddScoped<Shell>();
        services.TryAddScoped<TimeDisplay>();
        services.TryAddScoped<ITimeDisplay>(circuit => circuit.GetRequiredService<TimeDisplay>());
        return services;
    }

    /// <summary>Maps the pages and their assets.</summary>
    public static WebApplication MapPacketFleetUi(this WebApplication app, PacketFleetOptions options)
    {
        // A person who lost the way gets a page; a program that asks the API gets the bare status.
        app.UseWhen(
            static context => HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase),
            static people => people.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode =>
        {
            var foreign = options.Web.FrameAncestors;
            mode.ContentSecurityFrameAncestorsPolicy = string.Join(' ', ["'self'", .. foreign]);

            // Compressed and framed by another origin, the length of a message could tell that origin what is in it.
            mode.DisableWebSocketCompression = foreign.Count > 0;
        });
        return app;
    }
}
