using System.Globalization;

namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>What can be said about a Packet Fleet file only after all sources are laid over each other.</summary>
internal static class ConfNotes
{
    private const string ArchiveKey = "PacketFleet:Archive:Enabled";

    /// <summary>Why nobody has to log in, where that is so.</summary>
    public static string AllowedBy(ConfSettings? conf, SettingTree tree) =>
        conf is not null && tree.TryGet(ImpliedByConf.AllowAnonymous, out var allowed) && allowed.Layer.Name == ImpliedByConf.LayerName(conf.File)
            ? $"the Packet Fleet file {conf.File} knows no logins"
            : $"{ImpliedByConf.AllowAnonymous} is true";

    /// <summary>That packets are also kept here, for how long, and what keeps none; a file of settings that was made for another program does not say so.</summary>
    public static string Archived(ArchiveOptions archive, bool cached)
    {
        var place = archive.Directory.Length > 0 ? $"in the archive {archive.Directory}" : "in the archive";
        var most = string.Create(CultureInfo.InvariantCulture, $"{archive.MaxGigabytes} GB");
        var days = string.Create(CultureInfo.InvariantCulture, $"{archive.MaxAgeDays} {(archive.MaxAgeDays == 1 ? "day" : "days")}");
        var length = (archive.MaxAgeDays, archive.MaxGigabytes) switch
        {
            (0, 0) => "for ever",
            (0, _) => $"until it holds {most}",
            (_, 0) => $"for {days}",
            _ => $"for {days}, or until it holds {most}",
        };
        return $"Packets are also kept {place} on this machine's disk {length}: set {ArchiveKey} to false to keep none{(cached ? ", and to use the cache instead" : "")} (PacketFleet__Archive__Enabled=false in the environment), or to true if that is meant.";
    }

    /// <summary>Adds faults and warnings.</summary>
    /// <param name="conf">The file's settings, or null where none is given.</param>
    /// <param name="options">All settings.</param>
    /// <param name="configuration">All sources.</param>
    /// <param name="chosen">Whether somebody set a key, beside the built-in settings.</param>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    /// <param name="faults">Takes them.</param>
    public static void Add(ConfSettings? conf, PacketFleetOptions options, IConfiguration configuration, Func<string, bool> chosen, Func<string, string?> environment, SettingFaults faults)
    {
        if (conf is null)
        {
            if (ConfEnvironment.Set(environment) is { Count: > 0 } set)
                faults.Warn($"{ConfWords.List(set)} in the environment {(set.Count == 1 ? "counts" : "count")} only together with --packet-fleet-conf: without it, use PacketFleet__Gravwell__… instead.");
            return;
        }

        foreach (var fault in conf.Missing(options.Gravwell))
            faults.Add(fault);
        foreach (var warning in conf.WarningsBeside(options.Archive, chosen: chosen(ArchiveKey)))
            faults.Warn(warning);
        var urls = configuration[WebHostDefaults.ServerUrlsKey] ?? "";
        var elsewhere = chosen(WebHostDefaults.ServerUrlsKey) || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
        if (!elsewhere && conf.Unheard(urls) is { } unheard)
            faults.Warn(unheard);
        if (conf.UsesTls && !urls.Contains("https:", StringComparison.OrdinalIgnoreCase))
            faults.Warn($"{conf.File} says Use-TLS, but Urls is \"{urls}\" from another source, which is not encrypted.");
        if (options.Web.FrameAncestors.Count == 0)
            faults.Warn("PacketFleet:Web:FrameAncestors is empty, so Gravwell cannot show these pages in a modal: set it to Gravwell's address, such as PacketFleet__Web__FrameAncestors=https://gravwell.example.");
    }
}
