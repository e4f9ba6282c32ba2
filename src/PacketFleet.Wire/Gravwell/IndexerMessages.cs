using System.Buffers;
using System.Buffers.Binary;

namespace PacketFleet.Wire.Gravwell;

/// <summary>Encodes what an indexer sends: for tests, and for whatever stands in for one.</summary>
public static class IndexerMessages
{
    /// <summary>Bytes of one confirmation.</summary>
    public const int ConfirmLength = 12;

    /// <summary>A sign of life.</summary>
    public static ReadOnlySpan<byte> Pong => [0x08, 0x00, 0x77, 0x88];

    /// <summary>The challenge, with which everything begins.</summary>
    public static void Challenge(IBufferWriter<byte> output, IngestChallenge challenge)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(challenge);
        challenge.Write(output.GetSpan(IngestChallenge.Length));
        output.Advance(IngestChallenge.Length);
    }

    /// <summary>Whether the answer was right.</summary>
    public static void State(IBufferWriter<byte> output, IngestState state) => StateFraming.Write(output, state);

    /// <summary>The numbers of the tags asked for.</summary>
    public static void Tags(IBufferWriter<byte> output, IReadOnlyDictionary<string, ushort> tags)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(tags);
        output.Block(IngestJson.Write(new TagAnswer(tags.Count, tags)), IngestLimits.Tags);
    }

    /// <summary>Refuses the tags asked for.</summary>
    public static void TagsRefused(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Block(IngestJson.Write(new TagAnswer(0, null)), IngestLimits.Tags);
    }

    /// <summary>What compression is granted.</summary>
    public static void Configuration(IBufferWriter<byte> output, IngestCompression compression) => StreamConfiguration.Write(output, compression);

    /// <summary>Writes the confirmation of one entry: 12 bytes.</summary>
    public static void Confirm(Span<byte> destination, ulong id)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)IngestCommand.ConfirmEntry);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[4..], id);
    }

    /// <summary>Confirms one entry.</summary>
    public static void Confirm(IBufferWriter<byte> output, ulong id) => Numbered(output, IngestCommand.ConfirmEntry, id);

    /// <summary>Asks for a pause.</summary>
    public static void Throttle(IBufferWriter<byte> output, TimeSpan pause) => Numbered(output, IngestCommand.Throttle, (ulong)Math.Max(0, pause.Ticks) * 100);

    /// <summary>The number of one more tag.</summary>
    public static void ConfirmTag(IBufferWriter<byte> output, ushort tag) => Numbered(output, IngestCommand.ConfirmTag, tag);

    /// <summary>Refuses one more tag.</summary>
    public static void RefuseTag(IBufferWriter<byte> output) => Bare(output, IngestCommand.ErrorTag);

    /// <summary>Identity read.</summary>
    public static void ConfirmIdentity(IBufferWriter<byte> output) => Bare(output, IngestCommand.ConfirmIdentity);

    /// <summary>Version read.</summary>
    public static void ConfirmApiVersion(IBufferWriter<byte> output) => Bare(output, IngestCommand.ConfirmApiVersion);

    /// <summary>Whether to begin.</summary>
    public static void ConfirmIngestOk(IBufferWriter<byte> output, bool ready) => Numbered(output, IngestCommand.ConfirmIngestOk, ready ? 1ul : 0);

    /// <summary>Counters read.</summary>
    public static void ConfirmStatus(IBufferWriter<byte> output) => Bare(output, IngestCommand.ConfirmIngesterState);

    /// <summary>Whether a block is safe: 0 = yes.</summary>
    public static void ConfirmDittoBlock(IBufferWriter<byte> output, ulong status) => Numbered(output, IngestCommand.ConfirmDittoBlock, status);

    private static void Bare(IBufferWriter<byte> output, IngestCommand command)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Command(command);
    }

    private static void Numbered(IBufferWriter<byte> output, IngestCommand command, ulong number)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Command(command, number);
    }
}
