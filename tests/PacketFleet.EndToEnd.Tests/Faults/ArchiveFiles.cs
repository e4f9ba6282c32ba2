using Microsoft.Data.Sqlite;
using PacketFleet.EndToEnd.Tests.Running;

namespace PacketFleet.EndToEnd.Tests.Faults;

/// <summary>The archive's directory and the rows that name its files, looked at from outside.</summary>
internal static class ArchiveFiles
{
    /// <summary>Fails unless the directory holds the captures that rows name, an index beside each, and nothing else.</summary>
    public static void ShouldBeNamedByRows(PacketFleetProcess fleet)
    {
        var named = Named(fleet);
        named.ShouldNotBeEmpty();
        var expected = named.Concat(named.Select(f => Path.ChangeExtension(f, ".idx"))).Append(".lock").Order(StringComparer.Ordinal);
        var root = Root(fleet);
        Directory.GetFiles(root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f)).Order(StringComparer.Ordinal).ShouldBe(expected);
    }

    /// <summary>Captures in the directory, those still being written included.</summary>
    public static int Captures(PacketFleetProcess fleet) => Directory.GetFiles(Root(fleet), "*.pcapng*", SearchOption.AllDirectories).Length;

    /// <summary>Captures that rows name.</summary>
    public static List<string> Named(PacketFleetProcess fleet)
    {
        using var store = new SqliteConnection($"Data Source={StoreFile(fleet)};Mode=ReadOnly;Pooling=False");
        store.Open();
        using var query = store.CreateCommand();
        query.CommandText = "SELECT file FROM segments";
        using var rows = query.ExecuteReader();
        var files = new List<string>();
        while (rows.Read())
            files.Add(rows.GetString(0));
        return files;
    }

    /// <summary>The store's file.</summary>
    public static string StoreFile(PacketFleetProcess fleet) => Path.Combine(fleet.Directory, "data", "packetfleet.db");

    private static string Root(PacketFleetProcess fleet) => Path.Combine(fleet.Directory, "data", "archive");
}
