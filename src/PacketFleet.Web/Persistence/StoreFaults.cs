using Microsoft.Data.Sqlite;

namespace PacketFleet.Web.Persistence;

/// <summary>What ails the database, in words.</summary>
internal static class StoreFaults
{
    /// <summary>The database's own error in an exception, or null.</summary>
    public static SqliteException? Find(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is SqliteException found)
                return found;
        }

        return null;
    }

    /// <summary>One sentence about it.</summary>
    public static string Sentence(SqliteException exception, string file) => exception.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => $"The store {file} is locked by another program: close that program.",
        SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM or SQLitePCL.raw.SQLITE_AUTH => $"The store {file} cannot be written: let the user {Environment.UserName} write it and its directory.",
        SQLitePCL.raw.SQLITE_CANTOPEN => $"The store {file} cannot be opened: let the user {Environment.UserName} read and write it and its directory.",
        SQLitePCL.raw.SQLITE_NOTADB => $"The store {file} is no SQLite database: name another file in PacketFleet:Store:ConnectionString, or move this one away.",
        SQLitePCL.raw.SQLITE_CORRUPT => $"The store {file} is damaged: restore it from a backup, or move it away to begin anew.",
        SQLitePCL.raw.SQLITE_FULL => $"The store {file} cannot grow because its disk is full: make room.",
        SQLitePCL.raw.SQLITE_IOERR => $"The store {file} cannot be read or written because its disk reports errors ({exception.SqliteExtendedErrorCode}): check the disk.",
        _ => $"The store {file} failed ({exception.Message.TrimEnd('.')}): see the log.",
    };
}
