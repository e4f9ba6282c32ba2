using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PacketFleet.Engine.Delivery;

/// <summary>
/// Keeps a file that is written once, front to back, from filling the page cache: every few megabytes its pages are sent to
/// disk, and the ones before them waited for and dropped. Steadies the cost of writing; does nothing where the system knows no such calls.
/// </summary>
internal sealed partial class PageCache(SafeFileHandle file)
{
    private const long Stretch = 8 << 20;
    private const uint WaitBefore = 1;
    private const uint Write = 2;
    private const uint WaitAfter = 4;
    private const int DontNeed = 4;

    private static volatile bool _unsupported = !OperatingSystem.IsLinux();

    private long _sent;

    /// <summary>Told after each write: the file has so many bytes now.</summary>
    public void Written(long length)
    {
        while (!_unsupported && length - _sent >= Stretch)
        {
            try
            {
                _ = SyncFileRange(file, _sent, Stretch, Write);
                if (_sent >= Stretch)
                {
                    _ = SyncFileRange(file, _sent - Stretch, Stretch, WaitBefore | Write | WaitAfter);
                    _ = Advise(file, _sent - Stretch, Stretch, DontNeed);
                }
            }
            catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
            {
                _unsupported = true;
            }

            _sent += Stretch;
        }
    }

    // What these calls return does not matter: they are advice, and the sync at the end reports every write that failed.
    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
