using System.Diagnostics;

namespace PacketFleet.Tests.Engine.Delivery;

/// <summary>A disk of 2 MiB, which only root can mount.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly string _disk = Directory.CreateTempSubdirectory("archive-disk-").FullName;
    private readonly bool _mounted;

    public FullDiskTests() =>
        _mounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", _disk);

    public void Dispose()
    {
        if (_mounted)
            Run("umount", _disk);
        Directory.Delete(_disk, recursive: true);
    }

    [Fact]
    public void Append_DiskFull_ThrowsIOExceptionAndLeavesNothing()
    {
        Assert.SkipUnless(_mounted, "Only root can mount a small disk.");
        using var archive = new TemporaryArchive(Path.Combine(_disk, "archive"));
        var packet = new Packet(1, new byte[1000], 1000);

        using (var writer = archive.Factory.Create(TemporaryArchive.Label()))
        {
            Should.Throw<IOException>(() =>
            {
                for (var i = 0; i < 10_000; i++)
                    writer.Append(packet.Record);
            });
        }

        archive.Files().ShouldBeEmpty();
        archive.Store(TemporaryArchive.Label(), [packet]).Packets.ShouldBe(1);
    }

    [Fact]
    public void Seal_DiskFull_ThrowsIOExceptionAndLeavesNothing()
    {
        Assert.SkipUnless(_mounted, "Only root can mount a small disk.");
        using var archive = new TemporaryArchive(Path.Combine(_disk, "archive"));
        var packet = new Packet(1, new byte[1000], 1000);
        using (var writer = archive.Factory.Create(TemporaryArchive.Label()))
        {
            for (var i = 0; i < 100; i++)
                writer.Append(packet.Record);
            Fill();

            Should.Throw<IOException>(() => writer.Seal(archive.Time.GetUtcNow()));
        }

        archive.Files().ShouldBeEmpty();
    }

    private void Fill()
    {
        using var file = new FileStream(Path.Combine(_disk, "filler"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        Should.Throw<IOException>(() =>
        {
            while (true)
                file.Write(new byte[4096]);
        });
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }
}
