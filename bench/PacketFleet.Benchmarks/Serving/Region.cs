using System.Diagnostics;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Benchmarks.Serving;

/// <summary>A running <see cref="RegionProcess"/>.</summary>
internal sealed class Region : IDisposable
{
    private readonly Process _process;

    public Region(int mebibytes, int packet, int chunk)
    {
        _process = Self.Start(RegionProcess.Verb, ("mib", mebibytes), ("packet", packet), ("chunk", chunk));
        var parts = (_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The region did not start.")).Split('\t');
        Settings = new RegionOptions
        {
            Name = "bench",
            Url = "https://127.0.0.1:" + parts[0],
            CaCert = parts[1],
            ClientCert = parts[2],
            ClientKey = parts[3],
        };
    }

    public RegionOptions Settings { get; }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
