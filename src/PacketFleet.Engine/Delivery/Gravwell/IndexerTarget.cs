namespace PacketFleet.Engine.Delivery.Gravwell;

/// <summary>How an indexer is reached.</summary>
public enum IndexerTransport
{
    /// <summary>TCP in the clear.</summary>
    Tcp,

    /// <summary>TLS over TCP.</summary>
    Tls,

    /// <summary>A Unix stream socket.</summary>
    Pipe,
}

/// <summary>Where an indexer is.</summary>
/// <param name="Text">As in the settings: <c>tcp://host:port</c>, <c>tls://host:port</c> or <c>pipe:///path</c>.</param>
/// <param name="Transport">How it is reached.</param>
/// <param name="Host">Name or address, an IPv6 address without brackets; the path of a pipe.</param>
/// <param name="Port">1–65535; 0 for a pipe.</param>
public sealed record IndexerTarget(string Text, IndexerTransport Transport, string Host, int Port)
{
    private const int ClearPort = 4023;
    private const int TlsPort = 4024;

    /// <summary>Reads one that the settings have found to be sound; without a port it gets the usual one, 4023 or 4024.</summary>
    public static IndexerTarget Parse(string text)
    {
        var url = new Uri(text, UriKind.Absolute);
        return url.Scheme switch
        {
            "pipe" => new(text, IndexerTransport.Pipe, Uri.UnescapeDataString(url.AbsolutePath), 0),
            "tls" => new(text, IndexerTransport.Tls, url.DnsSafeHost, url.Port > 0 ? url.Port : TlsPort),
            "tcp" => new(text, IndexerTransport.Tcp, url.DnsSafeHost, url.Port > 0 ? url.Port : ClearPort),
            _ => throw new ArgumentException($"{text} is no indexer's address: write tcp://host:4023, tls://host:4024 or pipe:///path.", nameof(text)),
        };
    }
}
