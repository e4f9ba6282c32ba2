namespace PacketFleet.Web.Configuration;

internal sealed partial class SettingReader
{
    /// <summary>Path of something that is read, absolute; null where it is not set.</summary>
    public string? InputPath(string name) => Find(name) is { Value: { Length: > 0 } value } found ? Full(name, value, found.Layer.InputBase) : null;

    /// <summary>Path of a file that must be there and readable, absolute; null where it is not set.</summary>
    public string? InputFile(string name)
    {
        if (InputPath(name) is not { } file)
            return null;
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            Fault(name, $"names {file}, which does not exist", "correct the path");
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(file))
        {
            Fault(name, $"names {file}, which is a directory", "name the file in it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fault(name, $"names {file}, which cannot be read", $"let the user {Environment.UserName} read it");
        }

        return file;
    }

    /// <summary>Path of something that is written, absolute.</summary>
    public string? DataPath(string name, string? otherwise) => Find(name) switch
    {
        { Value: { Length: > 0 } value } found => Full(name, value, found.Layer.DataBase),
        { } => null,
        _ => otherwise is null ? null : System.IO.Path.GetFullPath(otherwise, defaults.DataBase),
    };

    /// <summary>Makes a directory and tries to write in it; what hinders is a fault of this setting.</summary>
    public void MustBeWritable(string name, string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var probe = System.IO.Path.Combine(directory, $".probe-{Guid.NewGuid():N}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fault(name, $"leads to {directory}, where nothing can be written", $"let the user {Environment.UserName} write there, or choose another place");
        }
    }

    /// <summary>Path of a file that is appended to, absolute; null where it is not set, or cannot be written, which is worth a warning.</summary>
    public string? AppendedFile(string name)
    {
        if (DataPath(name, null) is not { } file)
            return null;
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Warn(name, $"names {file}, which the user {Environment.UserName} cannot write and which is left out");
            return null;
        }
    }

    /// <summary>What a relative path in this setting is relative to.</summary>
    public string DataBase(string name) => tree.TryGet(Key(name), out var setting) ? setting.Layer.DataBase : defaults.DataBase;

    private string? Full(string name, string value, string root)
    {
        if (!value.Contains('\0', StringComparison.Ordinal))
            return System.IO.Path.GetFullPath(value, root);
        Fault(name, "is not a path");
        return null;
    }
}
