using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PacketFleet.Web.Hosting;

namespace PacketFleet.Web.Persistence;

/// <summary>The database file: how it is reached, and how it is made ready.</summary>
internal sealed class SqliteFile
{
    private const int BusySeconds = 5;
    private readonly string _connectionString;

    /// <param name="connectionString">With an absolute <c>Data Source</c>.</param>
    public SqliteFile(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
        if (!builder.ShouldSerialize("Default Timeout"))
            builder.DefaultTimeout = BusySeconds;
        Path = builder.DataSource;
        _connectionString = builder.ConnectionString;
        Options = new DbContextOptionsBuilder<StoreContext>()
            .UseSqlite(_connectionString)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>For contexts that read.</summary>
    public DbContextOptions<StoreContext> Options { get; }

    /// <summary>
    /// Opens the one connection that writes, and brings the tables up to date. A commit there survives a power cut.
    /// Refuses to start where the file cannot be used.
    /// </summary>
    public SqliteConnection OpenForWriting()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            Run(connection, "PRAGMA journal_mode=WAL");
            Run(connection, "PRAGMA synchronous=FULL");

            // Left behind by a process that was killed while it migrated, it would be waited for without end; DataLock is our lock.
            Run(connection, "DROP TABLE IF EXISTS \"__EFMigrationsLock\"");
            using var context = new StoreContext(ContextOn(connection));
            if (context.Database.GetAppliedMigrations().Except(context.Database.GetMigrations(), StringComparer.Ordinal).Any())
                throw new StartRefusedException(StartRefusedException.CannotStart, $"The store {Path} was written by a newer PacketFleet.Web: start that one, or name another file in PacketFleet:Store:ConnectionString.");
            context.Database.Migrate();
            return connection;
        }
        catch (Exception e)
        {
            connection.Dispose();
            if (StoreFaults.Find(e) is { } fault)
                throw new StartRefusedException(StartRefusedException.CannotStart, StoreFaults.Sentence(fault, Path));
            throw;
        }
    }

    /// <summary>For contexts on the connection that writes.</summary>
    public static DbContextOptions<StoreContext> ContextOn(SqliteConnection connection) =>
        new DbContextOptionsBuilder<StoreContext>().UseSqlite(connection).Options;

    /// <summary>Closes the connections that are kept open for the next reader.</summary>
    public void Close()
    {
        using var any = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(any);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
