namespace PacketFleet.Web.Hosting;

/// <summary>Says once where the pages are.</summary>
internal static partial class ReadyNotice
{
    /// <summary>Arranges for it.</summary>
    public static void UseReadyNotice(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        if (app.Urls.Count > 0)
            Listening(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ReadyNotice)), string.Join(" and ", app.Urls));
    });

    [LoggerMessage(2003, LogLevel.Information, "PacketFleet.Web listens on {Urls}")]
    private static partial void Listening(ILogger logger, string urls);
}
