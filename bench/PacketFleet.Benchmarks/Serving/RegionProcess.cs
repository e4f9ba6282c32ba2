using System.Globalization;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.Benchmarks.Serving;

/// <summary>
/// A region in a process of its own, so that its CPU counts for nobody: over mutual TLS it answers every query with a capture
/// of so many MiB, or, where the limit header says so, of fewer. Ends with its standard input.
/// </summary>
internal static class RegionProcess
{
    public const string Verb = "serve-region";

    public static int Serve(Arguments arguments)
    {
        var traffic = new Traffic(arguments.Number("packet", 698));
        var bytes = (long)arguments.Number("mib", 1024) << 20;
        var chunk = arguments.Number("chunk", 32 << 10);
        using var pki = new TestPki();
        using var region = new FakeStenographer(pki);
        region.Answer = query => FakeAnswer.Repeated(traffic.Head, traffic.Block, Times(query, traffic, bytes), chunk);

        Console.WriteLine(string.Join('\t', region.Port.ToString(CultureInfo.InvariantCulture), pki.CaCert, pki.Client.CertificateFile, pki.Client.KeyFile));
        while (Console.In.Read() >= 0)
        {
        }

        return 0;
    }

    private static long Times(FakeQuery query, Traffic traffic, long bytes)
    {
        if (query.Header("Steno-Limit-Bytes") is { } limit)
            bytes = long.Parse(limit, CultureInfo.InvariantCulture);
        return Math.Max(1, bytes / traffic.Block.Length);
    }
}
