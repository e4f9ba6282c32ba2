using PacketFleet.Web.Components.Layout;

namespace PacketFleet.Web.Hosting;

/// <summary>
/// Lets open pages say that the program stops, before the framework cuts their lines; and lets nobody in any more then. A page that
/// connects anew in just that moment would hold the stop up for as long as the host is patient.
/// </summary>
internal static class StopNotices
{
    /// <summary>A page on a slow line may miss it: it says then that its line broke.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    /// <summary>Whatever is still being answered after so long is cut.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Arranges for it. What asks last to be told of the stop is told first, so this asks once all else has.</summary>
    public static void UseStopNotice(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
        app.Lifetime.ApplicationStopping.Register(() =>
        {
            if (app.Services.GetRequiredService<StopNotice>().Tell())
                Thread.Sleep(Grace);
        }));

    /// <summary>Refuses what comes while the program stops. Goes before everything else.</summary>
    public static void UseStopRefusal(this WebApplication app) => app.Use(async (context, next) =>
    {
        var stopping = app.Lifetime.ApplicationStopping;
        if (stopping.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var answer = next(context);
        if (!answer.IsCompleted)
            await Task.WhenAny(answer, CutAsync(context, answer, stopping)).ConfigureAwait(false);
        await answer.ConfigureAwait(false);
    });

    private static async Task CutAsync(HttpContext context, Task answer, CancellationToken stopping)
    {
        await answer.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (answer.IsCompleted)
            return;
        await Task.WhenAny(answer, Task.Delay(Patience, CancellationToken.None)).ConfigureAwait(false);
        if (!answer.IsCompleted)
            context.Abort();
    }
}
