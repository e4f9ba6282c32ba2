using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace PacketFleet.Benchmarks.Measuring;

/// <summary>CPU time of processes, and their peak resident size. Linux.</summary>
internal static partial class ProcessUsage
{
    private const int Self = 0;
    private const int Children = -1;

    /// <summary>User and system time of this process.</summary>
    public static TimeSpan OwnCpu => Spent(Self);

    /// <summary>User and system time of all children waited for.</summary>
    public static TimeSpan ChildrenCpu => Spent(Children);

    /// <summary>User and system time of a running process, all its threads, to 10 ms.</summary>
    public static TimeSpan Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    /// <summary>The most memory of a running process that was ever resident, in bytes.</summary>
    public static long PeakResident(Process process)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private static unsafe TimeSpan Spent(int who)
    {
        // struct rusage: user and system time as seconds and microseconds, then 14 longs.
        Span<long> usage = stackalloc long[18];
        fixed (long* pointer = usage)
        {
            if (Get(who, pointer) != 0)
                throw new InvalidOperationException("getrusage failed.");
        }

        return TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int Get(int who, long* usage);
}
