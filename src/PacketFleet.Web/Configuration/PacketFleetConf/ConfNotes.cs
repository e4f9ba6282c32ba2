namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>What can be said about a Packet Fleet file only after all sources are laid over each other.</summary>
internal static class ConfNotes
{
    /// <summary>Why nobody has to log in, where that is so.</summary>
    public static string AllowedBy(ConfSettings? conf, SettingTree tree) =>
        conf is not null && tree.TryGet(ImpliedByConf.AllowAnonymous, out var allowed) && allowed.Layer.Name == ImpliedByConf.LayerName(conf.File)
            ? $"the Packet Fleet file {conf.File} knows no logins"
            : $"{ImpliedByConf.AllowAnonymous} is true";

    /// <summary>Adds faults and warnings.</summary>
    /// <param name="conf">The file's settings, or null where none is given.</param>
    /// <param name="options">All settings.</param>
    /// <param name="configuration">All sources.</param>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    /// <param name="faults">Takes them.</param>
    public static void Add(ConfSettings? conf, PacketFleetOptions options, IConfiguration configuration, Func<string, string?> environment, SettingFaults faults)
    {
        if (conf is null)
        {
            if (ConfEnvironment.Set(environment) is { Count: > 0 } set)
                faults.Warn($"{ConfWords.List(set)} in the environment {(set.Count == 1 ? "counts" : "count")} only together with --packet-fleet-conf: without it, use PacketFleet__Gravwell__… instead.");
            return;
        }

        foreach (var fault in conf.Missing(options.Gravwell))
            faults.Add(fault);
        foreach (var warning in conf.Warnings)
            faults.Warn(warning);
        var urls = configuration[WebHostDefaults.ServerUrlsKey] ?? "";
        if (conf.Settings.Any(s => s.Key == "Urls" && s.Value is string url && url.StartsWith("https:", StringComparison.Ordinal)) && !urls.Contains("https:", StringComparison.OrdinalIgnoreCase))
            faults.Warn($"{conf.File} says Use-TLS, but Urls is \"{urls}\" from a later source, which is not encrypted.");
        if (options.Web.FrameAncestors.Count == 0)
            faults.Warn("PacketFleet:Web:FrameAncestors is empty, so Gravwell cannot show these pages in a modal: set it to Gravwell's address, such as PacketFleet__Web__FrameAncestors=https://gravwell.example.");
    }
}
