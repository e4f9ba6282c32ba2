using PacketFleet.Web.Components.Layout;

namespace PacketFleet.Web.Hosting;

/// <summary>Lets open pages say that the program stops, before the framework cuts their lines.</summary>
internal static class StopNotices
{
    /// <summary>A page on a slow line may miss it: it says then that its line broke.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    /// <summary>Arranges for it. What asks last to be told of the stop is told first, so this asks once all else has.</summary>
    public static void UseStopNotice(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
        app.Lifetime.ApplicationStopping.Register(() =>
        {
            if (app.Services.GetRequiredService<StopNotice>().Tell())
                Thread.Sleep(Grace);
        }));
}
