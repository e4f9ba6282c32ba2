using System.Buffers;

namespace PacketFleet.Wire.Gravwell;

/// <summary>State messages, the same in both directions: a length of two bytes, then JSON.</summary>
internal static class StateFraming
{
    public static void Write(IBufferWriter<byte> output, IngestState state)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(state);
        var json = IngestJson.Write(state);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(json.Length, IngestLimits.State);
        output.UInt16((ushort)json.Length);
        output.Write(json);
    }

    /// <summary>Reads one; null with a null fault = not all of it has arrived.</summary>
    public static IngestState? Read(scoped ref FieldReader fields, string sender, out string? fault)
    {
        fault = null;
        if (!fields.TryUInt16(out var length))
            return null;
        if (length > IngestLimits.State)
        {
            fault = $"{sender} sent a state of {length:N0} bytes, more than the 4,096 allowed: check that the address is one of Gravwell's ingest ports.";
            return null;
        }

        if (!fields.TryBytes(length, out var json))
            return null;
        var state = IngestJson.Read<IngestState>(json);
        if (state is null)
            fault = $"{sender} sent a state that is not the JSON it should be: check that both sides speak the ingest protocol.";
        return state;
    }
}
