using System.Text;

namespace PacketFleet.TestKit.Stenographers;

/// <summary>How a connection is cut.</summary>
public enum CutKind
{
    /// <summary>RST.</summary>
    Reset,

    /// <summary>FIN, without TLS's goodbye.</summary>
    Finish,
}

/// <summary>What the fake answers to one question, faults included. Counts of bytes are bytes of the body.</summary>
public sealed record FakeAnswer
{
    /// <summary>HTTP status.</summary>
    public int Status { get; init; } = 200;

    /// <summary>What its clock says, in its <c>Date</c> header; null = no such header.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The body in pieces, which are cut further into chunks.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Body { get; init; } = [];

    /// <summary>Bytes of a chunk; each chunk is written by itself, so it is a TLS record of its own up to 16 KiB.</summary>
    public int ChunkSize { get; init; } = 4096;

    /// <summary>Announce this length instead of sending chunks.</summary>
    public long? ContentLength { get; init; }

    /// <summary>Waits before the headers.</summary>
    public TimeSpan DelayHeaders { get; init; }

    /// <summary>Waits before each chunk.</summary>
    public TimeSpan DelayChunks { get; init; }

    /// <summary>Goes silent before the headers until the client leaves.</summary>
    public bool StallBeforeHeaders { get; init; }

    /// <summary>Goes silent after so many bytes until the client leaves.</summary>
    public long? StallAfter { get; init; }

    /// <summary>Cuts the connection after so many bytes, inside a chunk where they end inside one; 0 = after the headers.</summary>
    public long? CutAfter { get; init; }

    /// <summary>Cuts the connection once the question was read, before any answer.</summary>
    public bool CutBeforeHeaders { get; init; }

    /// <summary>How it is cut.</summary>
    public CutKind Cut { get; init; } = CutKind.Reset;

    /// <summary>Says this instead of HTTP, and closes.</summary>
    public byte[]? Raw { get; init; }

    /// <summary>A capture.</summary>
    public static FakeAnswer Capture(ReadOnlyMemory<byte> pcap, int chunkSize = 4096) => new() { Body = [pcap], ChunkSize = chunkSize };

    /// <summary>A capture that begins with <paramref name="head"/> and goes on with <paramref name="block"/>, time after time.</summary>
    public static FakeAnswer Repeated(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> block, long times, int chunkSize = 32 * 1024) =>
        new() { Body = Repeat(head, block, times), ChunkSize = chunkSize };

    /// <summary>A text.</summary>
    public static FakeAnswer Text(string text, int chunkSize = 4096) => new() { Body = [Encoding.Latin1.GetBytes(text)], ChunkSize = chunkSize };

    /// <summary>An error with a text.</summary>
    public static FakeAnswer Error(int status, string text = "") => new() { Status = status, Body = [Encoding.UTF8.GetBytes(text)] };

    private static IEnumerable<ReadOnlyMemory<byte>> Repeat(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> block, long times)
    {
        yield return head;
        for (long i = 0; i < times; i++)
            yield return block;
    }
}
