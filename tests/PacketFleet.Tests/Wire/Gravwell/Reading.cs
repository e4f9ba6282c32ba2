using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Tests.Wire.Gravwell;

/// <summary>Everything a decoder makes of some bytes.</summary>
internal sealed record Reading(IReadOnlyList<Told> Messages, string? Fault, int Unread)
{
    /// <param name="bytes">What arrives.</param>
    /// <param name="piece">How many of them at once.</param>
    /// <param name="snappy">Whether a configuration that grants it begins a Snappy stream.</param>
    /// <param name="buffer">The decoder's buffer at first.</param>
    public static Reading OfIndexer(ReadOnlySpan<byte> bytes, Func<int>? piece = null, bool snappy = true, int buffer = 64)
    {
        var decoder = new IndexerDecoder(buffer);
        var messages = new List<Told>();
        while (bytes.Length > 0)
        {
            bytes = bytes[Give(decoder, bytes, piece)..];
            while (decoder.TryRead(out var message))
            {
                messages.Add(Told.Of(message));
                if (snappy && message is { Kind: IndexerMessageKind.Configuration, Compression: IngestCompression.Snappy })
                    decoder.StartSnappy();
            }
        }

        return Ended(messages, decoder);
    }

    /// <inheritdoc cref="OfIndexer"/>
    public static Reading OfIngester(ReadOnlySpan<byte> bytes, Func<int>? piece = null, bool snappy = true, int buffer = 64)
    {
        var decoder = new IngesterDecoder(bufferSize: buffer);
        var messages = new List<Told>();
        while (bytes.Length > 0)
        {
            bytes = bytes[Give(decoder, bytes, piece)..];
            while (decoder.TryRead(out var message))
            {
                messages.Add(Told.Of(message));
                if (snappy && message is { Kind: IngesterMessageKind.Configuration, Number: (ulong)IngestCompression.Snappy })
                    decoder.StartSnappy();
            }
        }

        return Ended(messages, decoder);
    }

    private static int Give(IngestDecoder decoder, ReadOnlySpan<byte> bytes, Func<int>? piece)
    {
        var length = Math.Min(bytes.Length, piece?.Invoke() ?? bytes.Length);
        bytes[..length].CopyTo(decoder.GetSpan(length));
        decoder.Advance(length);
        return length;
    }

    private static Reading Ended(List<Told> messages, IngestDecoder decoder)
    {
        if (decoder.Fault is { } fault)
        {
            // One thing at fault, and it is said in whole sentences.
            fault.ShouldStartWith("The in");
            fault.ShouldEndWith(".");
            fault.ShouldNotContain('\n');
        }

        return new(messages, decoder.Fault, decoder.Unread);
    }
}
