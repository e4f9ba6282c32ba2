namespace PacketFleet.Web.Hosting;

/// <summary>Runs the host from start to stop.</summary>
internal static class Running
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Starts the host and waits until someone asks it to stop. Where one service cannot start, those that have are stopped in
    /// order: the framework would pull the ground from under them, and each would complain at length.
    /// </summary>
    public static async Task RunToTheEndAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            using var patience = new CancellationTokenSource(Patience);
            await app.StopAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await app.WaitForShutdownAsync().ConfigureAwait(false);
    }
}
