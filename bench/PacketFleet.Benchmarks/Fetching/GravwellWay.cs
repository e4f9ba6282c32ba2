namespace PacketFleet.Benchmarks.Fetching;

/// <summary>How packets go to an indexer.</summary>
/// <param name="Target">The indexer.</param>
/// <param name="Snappy">Compressed.</param>
/// <param name="Archive">And to the archive; otherwise they wait in memory only.</param>
internal sealed record GravwellWay(string Target, bool Snappy, bool Archive)
{
    /// <summary>In a table.</summary>
    public override string ToString() => (Snappy, Archive) switch
    {
        (false, false) => "clear",
        (true, false) => "Snappy",
        (false, true) => "clear, and archive",
        _ => "Snappy, and archive",
    };
}
