using System.Runtime.InteropServices;

namespace PacketFleet.Engine.Delivery;

/// <summary>Directories whose entries survive a power cut.</summary>
internal static partial class DurableDirectory
{
    private const int NoInterrupt = 4;
    private const int Invalid = 22;

    /// <summary>Creates a directory below an existing or new root and makes every entry on the way durable.</summary>
    public static void Create(string root, string directory)
    {
        if (Directory.Exists(directory))
            return;
        Directory.CreateDirectory(directory);
        for (var parent = Path.GetDirectoryName(directory); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            Sync(parent);
            if (parent.Length <= root.Length)
                return;
        }
    }

    /// <summary>Makes the directory's entries durable. Throws <see cref="IOException"/> when the disk refuses; does nothing on Windows.</summary>
    public static void Sync(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(directory, 0);
        if (descriptor < 0)
            throw Failure(directory);
        try
        {
            while (Flush(descriptor) != 0)
            {
                switch (Marshal.GetLastPInvokeError())
                {
                    case NoInterrupt:
                        continue;
                    case Invalid:
                        return; // A file system that cannot: its entries are as durable as they get.
                    default:
                        throw Failure(directory);
                }
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string directory) =>
        new($"The directory {directory} could not be synced to disk: {Marshal.GetLastPInvokeErrorMessage()}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
