using System.Text;

namespace PacketFleet.Wire.Gravwell;

/// <content>What comes before the first entry.</content>
public sealed partial class IngesterDecoder
{
    private bool ReadResponse(scoped ref FieldReader fields, out IngesterMessage message)
    {
        message = default;
        string? tenant = null;
        if (!fields.TryBytes(IngestSecret.ResponseLength, out var response))
            return false;
        if (response.SequenceEqual(IngesterMessages.TenantHeader))
        {
            if (!fields.TryBytes(IngestSecret.ResponseLength, out response) || !fields.TryUInt16(out _) || !fields.TryUInt16(out var length))
                return false;
            if (length > IngestLimits.Tenant)
                return Fail(TooLong("the name of a tenant", length, IngestLimits.Tenant));
            if (!fields.TryBytes(length, out var name))
                return false;
            tenant = Encoding.UTF8.GetString(name);
        }

        message = new() { Kind = IngesterMessageKind.Response, Response = response, Name = tenant };
        _stage = Stage.Tags;
        return true;
    }

    private bool ReadTags(scoped ref FieldReader fields, out IngesterMessage message)
    {
        message = default;
        if (!TryBlock(ref fields, "a tag request", IngestLimits.Tags, out var json))
            return false;
        if (IngestJson.Read<TagRequest>(json) is not { Tags: { } tags } request || request.Count != tags.Count || tags.Contains(null!, StringComparer.Ordinal))
            return Fail(Unreadable("a tag request"));
        message = new() { Kind = IngesterMessageKind.Tags, Tags = tags };
        _stage = Stage.State;
        return true;
    }

    private bool ReadState(scoped ref FieldReader fields, out IngesterMessage message)
    {
        message = default;
        var state = StateFraming.Read(ref fields, Sender, out var fault);
        if (state is null)
            return fault is not null && Fail(fault);
        message = new() { Kind = IngesterMessageKind.State, State = state };
        _stage = Stage.Commands;
        return true;
    }

    private bool ReadIdentity(scoped ref FieldReader fields, out IngesterMessage message)
    {
        message = default;
        if (!TryBlock(ref fields, "its name", IngestLimits.Identity, out var name)
            || !TryBlock(ref fields, "its version", IngestLimits.Identity, out var version)
            || !TryBlock(ref fields, "its UUID", IngestLimits.Identity, out var uuid))
            return false;
        message = new() { Kind = IngesterMessageKind.Identity, Identity = new(Encoding.UTF8.GetString(name), Encoding.UTF8.GetString(version), Encoding.UTF8.GetString(uuid)) };
        return true;
    }

    private bool ReadTag(scoped ref FieldReader fields, out IngesterMessage message)
    {
        message = default;
        if (!TryBlock(ref fields, "the name of a tag", IngestLimits.TagName, out var name))
            return false;
        message = new() { Kind = IngesterMessageKind.Tag, Name = Encoding.UTF8.GetString(name) };
        return true;
    }

    private bool ReadStatus(scoped ref FieldReader fields, out IngesterMessage message)
    {
        message = default;
        if (!TryBlock(ref fields, "its state", IngestLimits.IngesterState, out var json))
            return false;
        if (IngestJson.Read<IngesterStatus>(json) is not { } status)
            return Fail(Unreadable("its state"));
        message = new() { Kind = IngesterMessageKind.Status, Status = status };
        return true;
    }

    private bool TryBlock(scoped ref FieldReader fields, string what, int limit, out ReadOnlySpan<byte> block)
    {
        block = default;
        if (!fields.TryUInt32(out var length))
            return false;
        if (length > limit)
            return Fail(TooLong(what, length, limit));
        return fields.TryBytes((int)length, out block);
    }
}
