using Microsoft.Data.Sqlite;

namespace PacketFleet.Web.Configuration;

/// <summary>Reads <c>PacketFleet:Store</c>.</summary>
internal static class StoreSettings
{
    private const string Key = "ConnectionString";

    /// <summary>Reads the section.</summary>
    public static StoreOptions Read(SettingReader reader)
    {
        var provider = reader.Text("Provider", "Sqlite");
        var text = reader.Text(Key, "Data Source=data/packetfleet.db");
        if (string.Equals(provider, "Sqlite", StringComparison.OrdinalIgnoreCase))
            text = Resolve(reader, text);
        else
            reader.Fault("Provider", $"is \"{provider}\"", "this version knows Sqlite only");
        reader.Done();
        return new StoreOptions { Provider = "Sqlite", ConnectionString = text };
    }

    // Not even a broken connection string is shown: it may hold a password.
    private static string Resolve(SettingReader reader, string text)
    {
        SqliteConnectionStringBuilder builder;
        try
        {
            builder = new SqliteConnectionStringBuilder(text);
        }
        catch (ArgumentException)
        {
            reader.Fault(Key, "cannot be read", "write Data Source=FILE");
            return text;
        }

        if (builder.DataSource.Length == 0 || builder.Mode == SqliteOpenMode.Memory || builder.DataSource.Contains(":memory:", StringComparison.Ordinal))
            reader.Fault(Key, "names no file, so that jobs would be lost at the end", "write Data Source=FILE");
        else if (builder.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            reader.Fault(Key, "names its file as a URI", "write Data Source=FILE");
        else if (builder.Mode == SqliteOpenMode.ReadOnly)
            reader.Fault(Key, "opens the store for reading only", "remove Mode=ReadOnly");
        else
        {
            builder.DataSource = Path.GetFullPath(builder.DataSource, reader.DataBase(Key));
            reader.MustBeWritable(Key, Path.GetDirectoryName(builder.DataSource)!);
        }

        return builder.ConnectionString;
    }
}
