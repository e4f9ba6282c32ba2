using System.Globalization;
using PacketFleet.TestKit.Gravwell;

namespace PacketFleet.Benchmarks.Serving;

/// <summary>An indexer in a process of its own, so that its CPU counts for nobody: it confirms and counts. Ends with its standard input.</summary>
internal static class IndexerProcess
{
    public const string Verb = "serve-indexer";

    public static int Serve()
    {
        using var indexer = new FakeIndexer(new FakeIndexerOptions { Keep = IndexerKeep.Counts });
        Console.WriteLine(indexer.Target);
        while (Console.In.ReadLine() is not null)
            Console.WriteLine(indexer.Ledger.Count.ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
