using System.Diagnostics;
using PacketFleet.Benchmarks.Measuring;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Benchmarks.Fetching;

/// <summary>What the same answer costs <c>curl -o /dev/null</c>.</summary>
internal static class Curl
{
    public static Measure Run(RegionOptions region)
    {
        var (cpu, clock) = (ProcessUsage.ChildrenCpu, Stopwatch.StartNew());
        using var curl = Process.Start(new ProcessStartInfo("curl", [
            "-sS", "--fail", "--http1.1", "-o", "/dev/null", "--data-binary", "port 443",
            "--cacert", region.CaCert!, "--cert", region.ClientCert!, "--key", region.ClientKey!,
            region.Url + "/query"])
        { UseShellExecute = false })!;
        curl.WaitForExit();
        if (curl.ExitCode != 0)
            throw new InvalidOperationException($"curl failed with {curl.ExitCode}.");
        return new Measure((ProcessUsage.ChildrenCpu - cpu).TotalSeconds, clock.Elapsed.TotalSeconds);
    }
}
