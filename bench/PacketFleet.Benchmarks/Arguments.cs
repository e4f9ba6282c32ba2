using System.Globalization;

namespace PacketFleet.Benchmarks;

/// <summary>A verb and <c>--name value</c> pairs.</summary>
internal sealed class Arguments(string[] arguments)
{
    public string Verb => arguments.Length == 0 ? "" : arguments[0];

    public string? Text(string name)
    {
        var at = Array.IndexOf(arguments, "--" + name);
        return at > 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }

    public int Number(string name, int otherwise) =>
        Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public static int Usage()
    {
        Console.Error.WriteLine("""
            throughput [--mib 1024] [--packet 698] [--chunk 32768] [--runs 3]   a TLS region into the archive, through the whole program, beside curl; without --packet: the three usual cases
            gravwell [--mib 1024] [--packet 698] [--chunk 32768] [--runs 3] [--way clear] [--small 3]   the same to an indexer, clear, with Snappy, and with the archive too; after so many small jobs
            memory [--small 100] [--large 2048] [--packet 698]                  peak resident size of the program after a small and a large job
            segments [--mib 1024] [--packet 90]                                 the segment writer, the packet hash and the download alone
            micro                                                               reading a capture, the exact evaluation of a query, the packet hash: ns and bytes a packet
            """);
        return 2;
    }
}
