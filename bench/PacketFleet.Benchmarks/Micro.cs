using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using PacketFleet.Benchmarks.Pieces;

namespace PacketFleet.Benchmarks;

/// <summary>The pieces of the bulk path by themselves.</summary>
internal static class Micro
{
    public static int Run()
    {
        // In this process: a generated project would not know of the central package versions.
        var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)).WithArtifactsPath(Path.Combine(Path.GetTempPath(), "packetfleet-micro"));
        BenchmarkRunner.Run<PacketPath>(config);
        return 0;
    }
}
