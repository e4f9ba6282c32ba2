using System.Diagnostics;
using System.Globalization;

namespace PacketFleet.Benchmarks.Serving;

/// <summary>A running <see cref="IndexerProcess"/>.</summary>
internal sealed class Indexer : IDisposable
{
    private readonly Process _process = Self.Start(IndexerProcess.Verb);

    public Indexer() => Target = Line();

    public string Target { get; }

    /// <summary>Entries it has received.</summary>
    public long Count()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
        return long.Parse(Line(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Line() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The indexer has ended.");
}
