namespace PacketFleet.TestKit.Packets;

/// <summary>The captures that lie beside the repository, where there are any.</summary>
public static class Corpus
{
    /// <summary>Their directory; null where there is none.</summary>
    public static string? PcapDirectory { get; } = Find();

    /// <summary>Why tests over them are skipped; null when they are there.</summary>
    public static string? Missing => PcapDirectory is null ? "The captures beside the repository (../shared/testdata/pcap) are not there." : null;

    /// <summary>The top of the repository.</summary>
    public static string? RepositoryRoot { get; } = FindRoot();

    /// <summary>Files of these extensions, by name.</summary>
    public static IReadOnlyList<string> Files(params string[] extensions) => PcapDirectory is null
        ? []
        : [.. Directory.EnumerateFiles(PcapDirectory)
            .Where(f => extensions.Length == 0 || extensions.Contains(Path.GetExtension(f), StringComparer.Ordinal))
            .Order(StringComparer.Ordinal)];

    private static string? Find()
    {
        if (FindRoot() is not { } root)
            return null;

        var path = Path.GetFullPath(Path.Combine(root, "..", "shared", "testdata", "pcap"));
        return Directory.Exists(path) ? path : null;
    }

    private static string? FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "PacketFleet.Web.sln")))
                return at.FullName;
        }

        return null;
    }
}
