using System.Buffers.Binary;

namespace PacketFleet.Wire.Gravwell;

/// <summary>
/// Reads what an indexer sends, from its challenge on: challenge, state, tags, then commands. Confirmations allocate nothing.
/// </summary>
public sealed class IndexerDecoder : IngestDecoder
{
    private Stage _stage;

    /// <summary>Makes a decoder for one connection.</summary>
    /// <param name="bufferSize">Bytes of its buffer at first, at least 64.</param>
    public IndexerDecoder(int bufferSize = DefaultBufferSize)
        : base("The indexer", bufferSize)
    {
    }

    private enum Stage
    {
        Challenge,
        State,
        Tags,
        Commands,
    }

    /// <summary>The next message, whole; false when it has not all arrived, or when there is a <see cref="IngestDecoder.Fault"/>.</summary>
    public bool TryRead(out IndexerMessage message)
    {
        message = default;
        while (Fault is null)
        {
            var fields = new FieldReader(Available);
            if (Read(ref fields, out message))
            {
                Take(fields.Position);
                return true;
            }

            if (!TryMore())
                return false;
        }

        return false;
    }

    /// <summary>
    /// The send ids of the confirmations that come next, as many as there are and fit; returns how many. 0 = something else comes next,
    /// or nothing: <see cref="TryRead"/> tells. Many times as fast as reading them one by one.
    /// </summary>
    public int ReadConfirmations(Span<ulong> ids)
    {
        if (_stage != Stage.Commands || Fault is not null)
            return 0;
        var bytes = Available;
        var count = 0;
        while (count < ids.Length && bytes.Length >= IndexerMessages.ConfirmLength
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == (uint)IngestCommand.ConfirmEntry)
        {
            ids[count++] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[sizeof(uint)..]);
            bytes = bytes[IndexerMessages.ConfirmLength..];
        }

        Take(count * IndexerMessages.ConfirmLength);
        return count;
    }

    private bool Read(ref FieldReader fields, out IndexerMessage message) => _stage switch
    {
        Stage.Challenge => ReadChallenge(ref fields, out message),
        Stage.State => ReadState(ref fields, out message),
        Stage.Tags => ReadTags(ref fields, out message),
        _ => ReadCommand(ref fields, out message),
    };

    private bool ReadChallenge(ref FieldReader fields, out IndexerMessage message)
    {
        message = default;
        if (!fields.TryBytes(IngestChallenge.Length, out var bytes))
            return false;
        message = new(IndexerMessageKind.Challenge, content: IngestChallenge.Read(bytes));
        _stage = Stage.State;
        return true;
    }

    private bool ReadState(ref FieldReader fields, out IndexerMessage message)
    {
        message = default;
        var state = StateFraming.Read(ref fields, Sender, out var fault);
        if (state is null)
            return fault is not null && Fail(fault);
        message = new(IndexerMessageKind.State, content: state);
        if (state.Id == IngestState.AuthenticatedId)
            _stage = Stage.Tags;
        return true;
    }

    private bool ReadTags(ref FieldReader fields, out IndexerMessage message)
    {
        message = default;
        if (!fields.TryUInt32(out var length))
            return false;
        if (length > IngestLimits.Tags)
            return Fail(TooLong("numbers of tags", length, IngestLimits.Tags));
        if (!fields.TryBytes((int)length, out var json))
            return false;
        if (TagNumbers.Read(json) is not { } tags)
            return Fail(Unreadable("numbers of tags"));
        message = new(IndexerMessageKind.Tags, content: tags);
        _stage = Stage.Commands;
        return true;
    }

    private bool ReadCommand(ref FieldReader fields, out IndexerMessage message)
    {
        message = default;
        if (!fields.TryUInt32(out var command))
            return false;
        switch (command)
        {
            case (uint)IngestCommand.ConfirmEntry:
                return Numbered(ref fields, IndexerMessageKind.Confirm, out message);
            case (uint)IngestCommand.Pong:
                return Bare(IndexerMessageKind.Pong, out message);
            case (uint)IngestCommand.Throttle:
                return Numbered(ref fields, IndexerMessageKind.Throttle, out message);
            case (uint)IngestCommand.ConfirmTag:
                return Numbered(ref fields, IndexerMessageKind.ConfirmTag, out message)
                    && (message.Number <= ushort.MaxValue || Fail($"{Sender} numbered a tag {message.Number}, beyond 65,535: check that both sides speak the ingest protocol."));
            case (uint)IngestCommand.ErrorTag:
                return Bare(IndexerMessageKind.RefuseTag, out message);
            case (uint)IngestCommand.ConfirmIdentity:
                return Bare(IndexerMessageKind.ConfirmIdentity, out message);
            case (uint)IngestCommand.ConfirmApiVersion:
                return Bare(IndexerMessageKind.ConfirmApiVersion, out message);
            case (uint)IngestCommand.ConfirmIngestOk:
                return Numbered(ref fields, IndexerMessageKind.ConfirmIngestOk, out message);
            case (uint)IngestCommand.ConfirmIngesterState:
                return Bare(IndexerMessageKind.ConfirmStatus, out message);
            case (uint)IngestCommand.ConfirmDittoBlock:
                return Numbered(ref fields, IndexerMessageKind.ConfirmDittoBlock, out message);
            case StreamConfiguration.Size:
                return ReadConfiguration(ref fields, out message);
            default:
                return Fail(Unknown(command));
        }
    }

    private bool ReadConfiguration(ref FieldReader fields, out IndexerMessage message)
    {
        message = default;
        if (!fields.TryByte(out var compression))
            return false;
        if (compression is not ((byte)IngestCompression.None or (byte)IngestCompression.Snappy))
            return Fail($"{Sender} granted compression 0x{compression:X2}, which nobody asked for: switch compression off.");
        message = new(IndexerMessageKind.Configuration, compression);
        return true;
    }

    private static bool Bare(IndexerMessageKind kind, out IndexerMessage message)
    {
        message = new(kind);
        return true;
    }

    private static bool Numbered(ref FieldReader fields, IndexerMessageKind kind, out IndexerMessage message)
    {
        var arrived = fields.TryUInt64(out var number);
        message = arrived ? new(kind, number) : default;
        return arrived;
    }
}
