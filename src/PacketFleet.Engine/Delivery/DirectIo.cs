using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PacketFleet.Engine.Delivery;

/// <summary>
/// Lets whole blocks go to disk past the page cache, where system and file system can: a third of the CPU, and nothing else is
/// crowded out of memory.
/// </summary>
internal static partial class DirectIo
{
    /// <summary>Address, offset and length of what is written have to be multiples of so many bytes.</summary>
    public const int Block = 4096;

    private const int GetFlags = 3;
    private const int SetFlags = 4;

    // Its value is the processor's; 0 where it is not known.
    private static readonly int Flag = !OperatingSystem.IsLinux() ? 0 : RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 0x4000,
        Architecture.Arm64 => 0x10000,
        _ => 0,
    };

    /// <summary>From now on only whole blocks may be written to the file; false where that is not to be had.</summary>
    public static bool TryBegin(SafeFileHandle file) => Flag != 0 && TrySet(file, isDirect: true);

    /// <summary>From now on anything may be written to the file, through the page cache.</summary>
    public static void End(SafeFileHandle file)
    {
        if (Flag != 0)
            TrySet(file, isDirect: false);
    }

    private static bool TrySet(SafeFileHandle file, bool isDirect)
    {
        try
        {
            var flags = Control(file, GetFlags, 0);
            return flags >= 0 && Control(file, SetFlags, isDirect ? flags | Flag : flags & ~Flag) >= 0;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(SafeFileHandle file, int command, nint argument);
}
