using Microsoft.AspNetCore.HostFiltering;

namespace PacketFleet.Web.Security;

/// <summary>The security rules in the web host.</summary>
internal static class SecurityHosting
{
    /// <summary>Registers who asks and what is refused.</summary>
    public static void AddPacketFleetSecurity(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddScoped<ICurrentUser, AnonymousUser>();
        builder.Services.AddSingleton(HostRule.From(builder.Configuration));

        // The framework's own filter answers with a bare page; ours says what to do.
        builder.Services.PostConfigure<HostFilteringOptions>(filter => filter.AllowedHosts = ["*"]);
        builder.Services.AddAntiforgery(antiforgery => antiforgery.SuppressXFrameOptionsHeader = true);
    }

    /// <summary>Puts the rules before everything that answers.</summary>
    public static void UsePacketFleetSecurity(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<RequestGuard>();
    }
}
