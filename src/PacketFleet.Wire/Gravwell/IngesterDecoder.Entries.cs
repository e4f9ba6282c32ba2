namespace PacketFleet.Wire.Gravwell;

/// <content>Entries.</content>
public sealed partial class IngesterDecoder
{
    private const uint SizeMask = IngestLimits.Data;
    private const uint HasIPv4Source = 1u << 31;
    private const uint HasValues = 1u << 30;

    private bool ReadEntry(scoped ref FieldReader fields, out IngesterMessage message)
    {
        message = default;
        if (!fields.TryUInt32(out var size))
            return false;
        var length = (int)(size & SizeMask);
        if (length > _maxData)
            return Fail(TooLong("an entry", length, _maxData));
        if (!fields.TryBytes(IngestTime.Length, out var time))
            return false;
        if (!IngestTime.IsSound(time))
            return Fail($"{Sender} sent an entry with a second of more than 999,999,999 nanoseconds: check that both sides speak the ingest protocol.");
        if (!fields.TryUInt16(out var tag) || !fields.TryBytes(16, out var source) || !fields.TryUInt64(out var id))
            return false;
        if (id == 0)
            return Fail($"{Sender} sent an entry with the send id 0, which is never used: check that both sides speak the ingest protocol.");
        if (!fields.TryBytes(length, out var data))
            return false;
        ReadOnlySpan<byte> values = default;
        if ((size & HasValues) != 0 && !ReadValues(ref fields, out values))
            return false;

        message = new()
        {
            Kind = IngesterMessageKind.Entry,
            Entry = new()
            {
                Id = id,
                Time = IngestTime.Read(time),
                Tag = tag,
                Source = source,
                IsIPv4Source = (size & HasIPv4Source) != 0,
                Data = data,
                Values = values,
            },
        };
        return true;
    }

    private bool ReadValues(scoped ref FieldReader fields, out ReadOnlySpan<byte> block)
    {
        block = default;
        var ahead = fields;
        if (!ahead.TryUInt32(out var size))
            return false;
        if (size is < EnumeratedBlock.HeaderLength or > IngestLimits.Values)
            return Fail(TooLong("a block of enumerated values", size, IngestLimits.Values));
        if (!fields.TryBytes((int)size, out block))
            return false;
        return EnumeratedBlock.Check(block) is not { } fault || Fail($"{Sender} sent an entry that is damaged. {fault}");
    }
}
