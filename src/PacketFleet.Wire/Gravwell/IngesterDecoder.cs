namespace PacketFleet.Wire.Gravwell;

/// <summary>
/// Reads what an ingester sends, from its answer to the challenge on: answer, tags, state, then commands and entries.
/// Entries allocate nothing.
/// </summary>
public sealed partial class IngesterDecoder : IngestDecoder
{
    private readonly int _maxData;
    private Stage _stage;

    /// <summary>Makes a decoder for one connection.</summary>
    /// <param name="maxData">The most data of an entry that is believed, in bytes.</param>
    /// <param name="bufferSize">Bytes of its buffer at first, at least 64.</param>
    public IngesterDecoder(int maxData = IngestLimits.UsualData, int bufferSize = DefaultBufferSize)
        : base("The ingester", bufferSize) => _maxData = maxData;

    private enum Stage
    {
        Response,
        Tags,
        State,
        Commands,
    }

    /// <summary>The next message, whole; false when it has not all arrived, or when there is a <see cref="IngestDecoder.Fault"/>.</summary>
    public bool TryRead(out IngesterMessage message)
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

    private bool Read(scoped ref FieldReader fields, out IngesterMessage message) => _stage switch
    {
        Stage.Response => ReadResponse(ref fields, out message),
        Stage.Tags => ReadTags(ref fields, out message),
        Stage.State => ReadState(ref fields, out message),
        _ => ReadCommand(ref fields, out message),
    };

    private bool ReadCommand(scoped ref FieldReader fields, out IngesterMessage message)
    {
        message = default;
        if (!fields.TryUInt32(out var command))
            return false;
        switch (command)
        {
            case (uint)IngestCommand.NewEntry:
                return ReadEntry(ref fields, out message);
            case (uint)IngestCommand.ForceAck:
                return Bare(IngesterMessageKind.ForceAck, out message);
            case (uint)IngestCommand.Ping:
                return Bare(IngesterMessageKind.Ping, out message);
            case (uint)IngestCommand.IngestOk:
                return Bare(IngesterMessageKind.IngestOk, out message);
            case (uint)IngestCommand.ApiVersion:
                if (!fields.TryUInt16(out var version))
                    return false;
                message = new() { Kind = IngesterMessageKind.ApiVersion, Number = version };
                return true;
            case (uint)IngestCommand.DittoBlock:
                if (!fields.TryUInt64(out var count))
                    return false;
                message = new() { Kind = IngesterMessageKind.DittoBlock, Number = count };
                return true;
            case (uint)IngestCommand.Identity:
                return ReadIdentity(ref fields, out message);
            case (uint)IngestCommand.Tag:
                return ReadTag(ref fields, out message);
            case (uint)IngestCommand.IngesterState:
                return ReadStatus(ref fields, out message);
            case StreamConfiguration.Size:
                if (!fields.TryByte(out var compression))
                    return false;
                message = new() { Kind = IngesterMessageKind.Configuration, Number = compression };
                return true;
            default:
                return Fail(Unknown(command));
        }
    }

    private static bool Bare(IngesterMessageKind kind, out IngesterMessage message)
    {
        message = new() { Kind = kind };
        return true;
    }
}
