using BenchmarkDotNet.Attributes;
using PacketFleet.Benchmarks.Serving;
using PacketFleet.Engine.Delivery;
using PacketFleet.Wire.Captures;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Benchmarks.Pieces;

/// <summary>What each packet costs before it is stored. Each figure is a packet's and includes the reading.</summary>
[MemoryDiagnoser]
public class PacketPath
{
    private const int PacketsOf90 = (4 << 20) / 106;

    private byte[] _capture = [];
    private FrameMatcher _matcher = new(null);

    /// <summary>A capture of small packets in memory, and a query of five terms.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var traffic = new Traffic(90);
        _capture = [.. traffic.Head, .. traffic.Block];
        if (!QueryParser.TryParse("(net 10.0.0.0/25 or host 192.0.2.1) and tcp and (port 443 or port 53)", out var query, out var error))
            throw new InvalidOperationException(error.Message);
        _matcher = new FrameMatcher(query.Root);
    }

    /// <summary>Reading the capture.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = PacketsOf90)]
    public long Read()
    {
        using var reader = CaptureReader.Open(new MemoryStream(_capture));
        var bytes = 0L;
        while (reader.TryRead(out var packet))
            bytes += packet.Data.Length;
        return bytes;
    }

    /// <summary>… and evaluating the query on each frame.</summary>
    [Benchmark(OperationsPerInvoke = PacketsOf90)]
    public int Match()
    {
        using var reader = CaptureReader.Open(new MemoryStream(_capture));
        var matches = 0;
        while (reader.TryRead(out var packet))
            matches += _matcher.Matches(packet) ? 1 : 0;
        return matches;
    }

    /// <summary>… and the running hash.</summary>
    [Benchmark(OperationsPerInvoke = PacketsOf90)]
    public ulong Hash()
    {
        using var reader = CaptureReader.Open(new MemoryStream(_capture));
        var hash = new PacketHash(0);
        while (reader.TryRead(out var packet))
            hash.Add(packet);
        return hash.Value;
    }
}
