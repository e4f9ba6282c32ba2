using System.Diagnostics;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>A disk of some megabytes, in memory, that can be full. Only root can make one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string directory) => Root = directory;

    /// <summary>Where it is mounted.</summary>
    public string Root { get; }

    private string Ballast => Path.Combine(Root, "ballast");

    /// <summary>Makes one; the test is skipped where that is not allowed.</summary>
    public static SmallDisk Mount(int megabytes)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("packetfleet-disk-").FullName);
        var isMounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Root);
        if (!isMounted)
            Directory.Delete(disk.Root);
        Assert.SkipUnless(isMounted, "Only root can mount a small disk.");
        return disk;
    }

    /// <summary>Leaves no room on it; again, where something has been deleted since.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            for (var piece = new byte[4096]; ;)
                ballast.Write(piece);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Leaves so many bytes of room on it, or a little less.</summary>
    public void FillTo(long free)
    {
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var piece = new byte[64 << 10]; new DriveInfo(Root).AvailableFreeSpace > free;)
            ballast.Write(piece);
    }

    /// <summary>There is room again.</summary>
    public void Free() => File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", Root).ShouldBeTrue();
        Directory.Delete(Root);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
