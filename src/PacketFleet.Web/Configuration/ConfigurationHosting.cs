using PacketFleet.Engine;
using PacketFleet.Web.Configuration.PacketFleetConf;
using PacketFleet.Web.Hosting;
using PacketFleet.Web.Security;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Configuration;

/// <summary>The settings in the web host.</summary>
internal static class ConfigurationHosting
{
    /// <summary>
    /// Reads and checks all settings and registers them as singletons: <see cref="PacketFleetOptions"/> and the list of regions. Refuses to start with everything that is wrong at once.
    /// </summary>
    public static PacketFleetOptions AddPacketFleetConfiguration(this WebApplicationBuilder builder, string[] args)
    {
        var working = Environment.CurrentDirectory;
        var line = CommandLine.Parse(args, working);
        var conf = line.ConfFile is { } file ? ConfSettings.Load(file, Environment.GetEnvironmentVariable, working) : null;
        Refuse([.. line.Faults, .. ConfigurationSources.Check(line.ConfigFiles), .. conf is { Readable: false } ? conf.Faults : []]);
        ConfigurationSources.Set(builder.Configuration, builder.Environment, line.ConfigFiles, conf, args);

        var faults = new SettingFaults();
        foreach (var fault in conf?.Faults ?? [])
            faults.Add(fault);
        var tree = ConfigurationSources.Merge(builder.Configuration, builder.Environment.ContentRootPath, working);
        var options = PacketFleetSettings.Read(tree, faults, SettingLayer.Defaults(working));
        Bindings.Check(builder.Configuration, options, faults);
        ConfNotes.Add(conf, options, builder.Configuration, key => ConfigurationSources.IsChosen(builder.Configuration, builder.Environment.ContentRootPath, key), Environment.GetEnvironmentVariable, faults);
        Refuse(faults.Faults);

        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.Regions);
        builder.Services.AddSingleton(new StartWarnings(faults.Warnings, ConfNotes.AllowedBy(conf, tree)));
        return options;
    }

    /// <summary>The engine's share of the settings.</summary>
    public static EngineOptions ToEngine(this PacketFleetOptions options) => new()
    {
        MaxPackets = options.Jobs.MaxPackets,
        MaxBytes = options.Jobs.MaxBytes,
        MaxSeconds = options.Jobs.MaxSeconds,
        SliceMinutes = options.Jobs.SliceMinutes,
        StallSeconds = options.Jobs.StallSeconds,
        AnswerSeconds = options.Jobs.AnswerSeconds,
        CaptureLagSeconds = options.Jobs.CaptureLagSeconds,
        QueryLimits = new QueryLimits(options.Queries.MaxCharacters, options.Queries.MaxTerms),
        ArchiveEnabled = options.Archive.Enabled,
        ArchiveDirectory = options.Archive.Directory,
        MinFreeBytes = options.Archive.MinFreeMegabytes * 1_000_000L,
        ArchiveMaxBytes = options.Archive.MaxGigabytes * 1_000_000_000L,
        ArchiveMaxDays = options.Archive.MaxAgeDays,
        DeliveryDirectory = Path.Combine(options.Store.Directory, "delivery"),
        Gravwell = options.Gravwell.ToSink(options.Regions, options.Store.Directory),
    };

    private static void Refuse(IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
            throw new StartRefusedException(StartRefusedException.WrongSettings, faults);
    }
}

/// <summary>What deserves a loud word at start.</summary>
/// <param name="Sentences">One sentence each.</param>
/// <param name="AllowedBy">Why nobody has to log in, for the banner.</param>
internal sealed record StartWarnings(IReadOnlyList<string> Sentences, string AllowedBy);
