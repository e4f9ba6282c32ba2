using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace PacketFleet.Wire.Gravwell;

/// <summary>
/// Encodes packets as entries straight into the caller's memory. What does not change from packet to packet is encoded once, so make
/// one for each connection (tags are numbered by connection) and fetch. Allocates nothing; may be used by several threads.
/// </summary>
public sealed class EntryEncoder
{
    /// <summary>Bytes of an entry before its data: command, header, send id.</summary>
    public const int HeadLength = 46;

    private const int SizeAt = 4;
    private const int TimeAt = 8;
    private const int TagAt = 20;
    private const int SourceAt = 22;
    private const int IdAt = 38;
    private const uint HasValues = 1u << 30;

    private readonly byte[] _head = new byte[HeadLength];
    private readonly byte[] _values;
    private readonly uint _flags;

    /// <summary>Makes an encoder.</summary>
    /// <param name="tag">The tag's number on that connection.</param>
    /// <param name="source">16 bytes: a source override, or our own address on that connection (IPv4 mapped into IPv6).</param>
    /// <param name="labels">What every entry says of itself; null where the indexer takes no enumerated values.</param>
    public EntryEncoder(ushort tag, ReadOnlySpan<byte> source, EntryLabels? labels = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(source.Length, 16);
        BinaryPrimitives.WriteUInt32LittleEndian(_head, (uint)IngestCommand.NewEntry);
        BinaryPrimitives.WriteUInt16LittleEndian(_head.AsSpan(TagAt), tag);
        source.CopyTo(_head.AsSpan(SourceAt));
        _values = labels?.Block ?? [];
        _flags = labels is null ? 0 : HasValues;
    }

    /// <summary>How long the entry of a packet will be, in bytes.</summary>
    /// <param name="dataLength">Captured bytes, at most <see cref="IngestLimits.Data"/>.</param>
    public int Length(int dataLength) => HeadLength + dataLength + _values.Length;

    /// <summary>Writes one entry and returns its length. Throws <see cref="ArgumentException"/> where the destination is shorter than that.</summary>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    /// <param name="id">Send id: 1 for a connection's first entry, then one more for each.</param>
    /// <param name="time">Nanoseconds since 1970.</param>
    /// <param name="wireLength">Length on the wire in bytes; only labels carry it.</param>
    /// <param name="data">The frame, from its link layer on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Write(Span<byte> destination, ulong id, long time, uint wireLength, ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, IngestLimits.Data);
        var length = Length(data.Length);
        destination = destination[..length];
        _head.CopyTo(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[SizeAt..], (uint)data.Length | _flags);
        IngestTime.Write(destination[TimeAt..], time);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[IdAt..], id);
        data.CopyTo(destination[HeadLength..]);
        if (_values.Length > 0)
        {
            _values.CopyTo(destination[(HeadLength + data.Length)..]);
            BinaryPrimitives.WriteUInt32LittleEndian(destination[(length - 4)..], wireLength);
        }

        return length;
    }

    /// <summary>Writes what belongs to a connection into an entry that was encoded for none.</summary>
    /// <param name="entry">The entry, at least its first <see cref="HeadLength"/> bytes.</param>
    /// <param name="tag">The tag's number on that connection.</param>
    /// <param name="source">16 bytes; empty to leave the source as it is.</param>
    /// <param name="id">The send id.</param>
    public static void Stamp(Span<byte> entry, ushort tag, ReadOnlySpan<byte> source, ulong id)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(entry[TagAt..], tag);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[IdAt..], id);
        if (source.Length > 0)
            source.CopyTo(entry[SourceAt..]);
    }

    /// <summary>Copies an entry without its enumerated values, for an indexer that knows none, and returns its length.</summary>
    /// <param name="destination">At least as long as the entry.</param>
    /// <param name="entry">A whole entry.</param>
    public static int CopyWithoutValues(Span<byte> destination, ReadOnlySpan<byte> entry)
    {
        var size = BinaryPrimitives.ReadUInt32LittleEndian(entry[SizeAt..]);
        var length = HeadLength + (int)(size & IngestLimits.Data);
        entry[..length].CopyTo(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[SizeAt..], size & ~HasValues);
        return length;
    }

    /// <summary>Writes one entry; see the other form.</summary>
    public void Write(IBufferWriter<byte> output, ulong id, long time, uint wireLength, ReadOnlySpan<byte> data)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Advance(Write(output.GetSpan(Length(data.Length)), id, time, wireLength, data));
    }

    /// <summary>Writes one entry with any values, for what is not a packet of a fetch. Throws <see cref="ArgumentException"/> for a value beyond <see cref="IngestLimits"/>.</summary>
    public void Write(IBufferWriter<byte> output, ulong id, long time, ReadOnlySpan<byte> data, IReadOnlyCollection<EnumeratedValue> values)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, IngestLimits.Data);
        var tail = EnumeratedBlock.Length(values);
        var length = HeadLength + data.Length + tail;
        var destination = output.GetSpan(length)[..length];
        _head.CopyTo(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[SizeAt..], (uint)data.Length | (tail > 0 ? HasValues : 0));
        IngestTime.Write(destination[TimeAt..], time);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[IdAt..], id);
        data.CopyTo(destination[HeadLength..]);
        EnumeratedBlock.Write(destination[(HeadLength + data.Length)..], values);
        output.Advance(length);
    }
}
