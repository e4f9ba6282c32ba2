using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Configuration;

/// <summary>Reads the small sections.</summary>
internal static class SectionSettings
{
    /// <summary>Reads <c>PacketFleet:Archive</c>.</summary>
    public static ArchiveOptions ReadArchive(SettingReader reader)
    {
        var options = new ArchiveOptions
        {
            Enabled = reader.Flag("Enabled", true),
            Directory = reader.DataPath("Directory", "data/archive") ?? "",
            MaxGigabytes = reader.Integer("MaxGigabytes", 50),
            MaxAgeDays = reader.Integer("MaxAgeDays", 30),
            MinFreeMegabytes = reader.Integer("MinFreeMegabytes", 200),
        };
        if (options.Directory.Length == 0)
            reader.Fault("Directory", "is empty", "name the directory where packets are kept");
        else if (options.Enabled)
            reader.MustBeWritable("Directory", options.Directory);
        reader.Done();
        return options;
    }

    /// <summary>Reads <c>PacketFleet:Cluster</c>.</summary>
    public static ClusterOptions ReadCluster(SettingReader reader)
    {
        if (reader.Text("Redis") is not null)
            reader.Fault("Redis", "is set", "this version runs as one node only, so remove it");
        reader.Done();
        return new ClusterOptions();
    }

    /// <summary>Reads <c>PacketFleet:Jobs</c>.</summary>
    public static JobsOptions ReadJobs(SettingReader reader)
    {
        var options = new JobsOptions
        {
            MaxPackets = reader.Number("MaxPackets", 0),
            MaxBytes = reader.Number("MaxBytes", 0),
            MaxSeconds = reader.Number("MaxSeconds", 0, 0, int.MaxValue),
            SliceMinutes = reader.Integer("SliceMinutes", 60, 1, 525_600),
            StallSeconds = reader.Integer("StallSeconds", 900, 1, 86_400),
            AnswerSeconds = reader.Integer("AnswerSeconds", 900, 2, 86_400),
            CaptureLagSeconds = reader.Integer("CaptureLagSeconds", 120, 0, 86_400),
        };
        reader.Done();
        return options;
    }

    /// <summary>Reads <c>PacketFleet:Queries</c>.</summary>
    public static QueriesOptions ReadQueries(SettingReader reader)
    {
        var options = new QueriesOptions
        {
            MaxCharacters = reader.Integer("MaxCharacters", QueryLimits.Default.Characters, 1, QueryLimits.MostCharacters),
            MaxTerms = reader.Integer("MaxTerms", QueryLimits.Default.Terms, 1, QueryLimits.MostTerms),
        };
        reader.Done();
        return options;
    }

    /// <summary>Reads <c>PacketFleet:Security</c>.</summary>
    public static SecurityOptions ReadSecurity(SettingReader reader)
    {
        var options = new SecurityOptions { AllowAnonymous = reader.Flag("AllowAnonymous", false) };
        reader.Done();
        return options;
    }

    /// <summary>Reads <c>PacketFleet:Web</c>.</summary>
    public static WebOptions ReadWeb(SettingReader reader)
    {
        var origins = new List<string>();
        foreach (var (key, value) in reader.Texts("FrameAncestors"))
        {
            if (WebOrigin.TryParse(value, out var origin))
                origins.Add(origin);
            else
                reader.FaultAt(key, $"is \"{value}\"", "write an origin such as https://gravwell.example:8443, without path or wildcard");
        }

        reader.Done();
        return new WebOptions { FrameAncestors = origins };
    }

    /// <summary>Reads <c>PacketFleet:Log</c>.</summary>
    public static LogOptions ReadLog(SettingReader reader)
    {
        string[] levels = ["Verbose", "Debug", "Information", "Warning", "Error", "Fatal"];
        var level = reader.Text("Level", "Information");
        var known = Array.Find(levels, l => string.Equals(l, level, StringComparison.OrdinalIgnoreCase));
        if (known is null)
            reader.Fault("Level", $"is \"{level}\"", "write one of " + string.Join(", ", levels));
        var options = new LogOptions
        {
            Directory = reader.DataPath("Directory", "data/logs"),
            Level = known ?? "Information",
            File = reader.AppendedFile("File"),
            KeepDays = reader.Integer("KeepDays", 14, 1, 3650),
        };
        if (options.Directory is { } directory)
            reader.MustBeWritable("Directory", directory);
        reader.Done();
        return options;
    }
}
