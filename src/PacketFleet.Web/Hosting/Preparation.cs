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

        dataLock.Take(Places());
        await store.OpenAsync().ConfigureAwait(false);

        // Where nothing is written to disk, there are no strays to look for.
        if (services.GetService<ISegmentFactory>() is { } segments && (options.Archive.Enabled || options.Gravwell.SpoolDirectory is not null))
        {
            var deleted = await segments.DeleteStraysAsync(store.SegmentFilesAsync(cancellation), cancellation).ConfigureAwait(false);
            if (deleted > 0)
                StraysDeleted(deleted);
            if (!options.Archive.Enabled)
                services.GetService<SpoolLevel>()?.Add(segments.Measure(cancellation));
        }
    }

    // An archive that is switched off may still hold the packets of earlier jobs.
    private IEnumerable<(string File, string What)> Places()
    {
        yield return (file.Path + ".lock", $"the store {file.Path}");
        if (options.Archive.Enabled || Directory.Exists(options.Archive.Directory))
            yield return (Path.Combine(options.Archive.Directory, ".lock"), $"the archive {options.Archive.Directory}");
        if (!options.Archive.Enabled && options.Gravwell.SpoolDirectory is { } spool)
            yield return (Path.Combine(spool, ".lock"), $"the spool {spool}");
    }
}
