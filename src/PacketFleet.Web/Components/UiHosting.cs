using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;
using PacketFleet.Web.Components.Controls;
using PacketFleet.Web.Components.Controls.Composer;
using PacketFleet.Web.Components.Controls.Gravwell;
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
        services.TryAddSingleton<GravwellSearch>();
        services.TryAddSingleton<RegionWatch>();
        services.TryAddSingleton<StopNotice>();
        services.TryAddScoped<Shell>();
        services.TryAddScoped<RegionChoice>();
        services.TryAddTransient<ComposerScript>();
        services.TryAddScoped<Clipboard>();
        services.TryAddScoped<TimeDisplay>();
        services.TryAddScoped<ITimeDisplay>(circuit => circuit.GetRequiredService<TimeDisplay>());
        return services;
    }

    /// <summary>Maps the pages and their assets.</summary>
    public static WebApplication MapPacketFleetUi(this WebApplication app, PacketFleetOptions options)
    {
        // A person who lost the way gets a page; a program that asks the API gets the bare status.
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(static (context, next) =>
        {
            if (!IsPerson(context.Request) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            return next(context);
        });
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode =>
        {
            var foreign = options.Web.FrameAncestors;
            mode.ContentSecurityFrameAncestorsPolicy = string.Join(' ', ["'self'", .. foreign]);

            // Compressed and framed by another origin, the length of a message could tell that origin what is in it.
            // (Not DisableWebSocketCompression: it would take the policy above away with it.)
            if (foreign.Count > 0)
            {
                mode.ConfigureWebSocketAcceptContext = static (_, socket) =>
                {
                    socket.DangerousEnableCompression = false;
                    return Task.CompletedTask;
                };
            }
        });
        return app;
    }

    private static bool IsPerson(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
