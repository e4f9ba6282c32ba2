using System.Diagnostics;
using System.Globalization;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>How much of this machine is left to a test, by what all its processors do.</summary>
internal sealed class MachineShare
{
    private readonly (double Total, double Others) _since = Read();

    /// <summary>What others have left of it since this was made, 0.1–1; 1 where the machine does not tell.</summary>
    public double Left
    {
        get
        {
            var now = Read();
            var total = now.Total - _since.Total;
            return total <= 0 ? 1 : Math.Clamp(1 - ((now.Others - _since.Others) / total), 0.1, 1);
        }
    }

    // In hundredths of a second: user, nice, system, idle, waiting for disks, and more.
    private static (double Total, double Others) Read()
    {
        if (!OperatingSystem.IsLinux())
            return default;
        var times = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        using var self = Process.GetCurrentProcess();
        return (times.Sum(), times.Sum() - times[3] - times[4] - (self.TotalProcessorTime.TotalSeconds * 100));
    }
}
