using PacketFleet.Engine.Delivery;
using PacketFleet.Web.Configuration;
using PacketFleet.Web.Persistence;
using PacketFleet.Web.Security;

namespace PacketFleet.Web.Hosting;

/// <summary>What is done once, after the host is built and before anything in it starts: locks, store, strays.</summary>
internal sealed partial class Preparation(PacketFleetOptions options, StartWarnings warnings, SqliteFile file, JobStore store, DataLock dataLock, IServiceProvider services, IConfiguration configuration, ILogger<Preparation> logger)
{
    /// <summary>Makes everything ready, or refuses to start.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var warning in warnings.Sentences)
            Warning(warning);
        if (Bindings.Open(configuration) is { Count: > 0 } open)
            AnonymousBanner(string.Join(", ", open), warnings.AllowedBy);

        dataLock.Take([(file.Path + ".lock", $"the store {file.Path}"), (Path.Combine(options.Archive.Directory, ".lock"), $"the archive {options.Archive.Directory}")]);
        await store.OpenAsync().ConfigureAwait(false);
        if (services.GetService<ISegmentFactory>() is { } segments)
        {
            var deleted = await segments.DeleteStraysAsync(store.SegmentFilesAsync(spooled: false, cancellation), cancellation).ConfigureAwait(false);
            if (deleted > 0)
                StraysDeleted(deleted);
        }
    }
}
