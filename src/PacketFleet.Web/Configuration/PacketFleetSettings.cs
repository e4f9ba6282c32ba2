namespace PacketFleet.Web.Configuration;

/// <summary>Reads everything under <c>PacketFleet</c>.</summary>
internal static class PacketFleetSettings
{
    /// <summary>The section's name.</summary>
    public const string Root = "PacketFleet";

    /// <summary>Lists that a later source replaces whole.</summary>
    public static readonly IReadOnlyList<string> Lists = [$"{Root}:Regions", $"{Root}:Gravwell:Targets", $"{Root}:Web:FrameAncestors"];

    /// <summary>Reads and checks the settings; what is wrong is added to <paramref name="faults"/>.</summary>
    public static PacketFleetOptions Read(SettingTree tree, SettingFaults faults, SettingLayer defaults)
    {
        var root = new SettingReader(tree, faults, defaults, Root);
        var options = new PacketFleetOptions
        {
            Regions = RegionSettings.Read(root),
            Gravwell = GravwellSettings.Read(root.Section("Gravwell")),
            Archive = SectionSettings.ReadArchive(root.Section("Archive")),
            Store = StoreSettings.Read(root.Section("Store")),
            Cluster = SectionSettings.ReadCluster(root.Section("Cluster")),
            Jobs = SectionSettings.ReadJobs(root.Section("Jobs")),
            Queries = SectionSettings.ReadQueries(root.Section("Queries")),
            Security = SectionSettings.ReadSecurity(root.Section("Security")),
            Web = SectionSettings.ReadWeb(root.Section("Web")),
            Log = SectionSettings.ReadLog(root.Section("Log")),
        };
        root.Done();
        if (options.Regions.Count == 0)
            root.Warn("Regions", "is empty: there is nothing to ask");
        CheckPlaces(root, options);
        return options;
    }

    // Where packets go, and where they wait.
    private static void CheckPlaces(SettingReader root, PacketFleetOptions options)
    {
        if (options.Archive.Enabled)
            return;
        if (options.Gravwell.Targets.Count == 0)
            root.Fault("Archive:Enabled", "is false and Gravwell:Targets is empty, so that packets would have nowhere to go", "keep the archive, or name an indexer");
        else if (options.Gravwell.SpoolDirectory is { } spool)
            root.MustBeWritable("Gravwell:SpoolDirectory", spool);
    }
}
