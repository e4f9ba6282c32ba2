using PacketFleet.Web.Configuration;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace PacketFleet.Web.Hosting;

/// <summary>The program's own log: readable on the console, as JSON lines in files.</summary>
internal static class LoggingHosting
{
    private const string Template = "{Timestamp:HH:mm:ss} {Level:u4} {Message:lj}{NewLine}{Exception}";
    private const string FileTemplate = "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u4} {Message:lj}{NewLine}{Exception}";
    private const long FileBytes = 64 << 20;
    private const int FilesKept = 10;

    /// <summary>Replaces the framework's log providers.</summary>
    public static void AddPacketFleetLogging(this WebApplicationBuilder builder, LogOptions options)
    {
        var settings = new LoggerConfiguration()
            .MinimumLevel.Is(Enum.Parse<LogEventLevel>(options.Level))
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .MinimumLevel.Override("Orleans", LogEventLevel.Warning)
            .MinimumLevel.Override("Polly", LogEventLevel.Warning)
            .MinimumLevel.Override("Orleans.Runtime.Silo", LogEventLevel.Error)
            .MinimumLevel.Override("Orleans.Runtime.Watchdog", LogEventLevel.Error)
            .MinimumLevel.Override("Orleans.Messaging", LogEventLevel.Error)
            .MinimumLevel.Override(typeof(Preparation).FullName!, AtStart(options))
            .MinimumLevel.Override(typeof(ReadyNotice).FullName!, AtStart(options))
            .Filter.ByExcluding(IsStartFailure)
            .Enrich.FromLogContext()
            .WriteTo.Console(outputTemplate: Template, formatProvider: System.Globalization.CultureInfo.InvariantCulture);
        if (options.Directory is { } directory)
        {
            settings.WriteTo.File(
                new CompactJsonFormatter(),
                Path.Combine(directory, "packetfleet-.jsonl"),
                rollingInterval: RollingInterval.Day,
                rollOnFileSizeLimit: true,
                fileSizeLimitBytes: FileBytes,
                retainedFileCountLimit: null,
                retainedFileTimeLimit: TimeSpan.FromDays(options.KeepDays));
        }

        if (options.File is { } file)
        {
            settings.WriteTo.File(
                file,
                outputTemplate: FileTemplate,
                formatProvider: System.Globalization.CultureInfo.InvariantCulture,
                rollOnFileSizeLimit: true,
                fileSizeLimitBytes: FileBytes,
                retainedFileCountLimit: FilesKept);
        }

        builder.Services.AddSerilog(settings.CreateLogger(), dispose: true);
    }

    /// <summary>One line a request that failed, was slow, or called the API; nothing else, and no query strings.</summary>
    public static void UsePacketFleetRequestLog(this WebApplication app) => app.UseSerilogRequestLogging(log =>
    {
        log.MessageTemplate = "{RequestMethod} {RequestPath} answered {StatusCode} in {Elapsed:0} ms";
        log.GetLevel = static (context, _, exception) =>
            exception is not null || context.Response.StatusCode >= 500 ? LogEventLevel.Error
            : context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && !HttpMethods.IsGet(context.Request.Method) ? LogEventLevel.Information
            : LogEventLevel.Debug;
    });

    // Where it listens and who may use it is worth a line at any level.
    private static LogEventLevel AtStart(LogOptions options) =>
        (LogEventLevel)Math.Min((int)Enum.Parse<LogEventLevel>(options.Level), (int)LogEventLevel.Information);

    // A start that fails is told once, as a sentence, by StartGuard: not thrice with a stack trace.
    private static bool IsStartFailure(LogEvent happened) =>
        happened is { Exception: not null, Level: >= LogEventLevel.Error }
        && happened.MessageTemplate.Text is "Hosting failed to start" or "Unable to start Kestrel." or "Hosting shutdown exception";
}
