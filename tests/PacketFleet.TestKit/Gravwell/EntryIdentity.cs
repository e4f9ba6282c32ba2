using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using PacketFleet.Wire;

namespace PacketFleet.TestKit.Gravwell;

/// <summary>
/// Who an entry is, whatever connection it came on: a hash of its time, tag name, source, data and enumerated values. Two packets
/// that agree in all of them are the same to it.
/// </summary>
public static class EntryIdentity
{
    /// <summary>Hashes an entry.</summary>
    /// <param name="time">When.</param>
    /// <param name="tag">The name of its tag.</param>
    /// <param name="source">16 bytes.</param>
    /// <param name="data">The data.</param>
    /// <param name="values">The encoded block of enumerated values; empty where there is none.</param>
    public static ulong Of(PacketTime time, string tag, ReadOnlySpan<byte> source, ReadOnlySpan<byte> data, ReadOnlySpan<byte> values) =>
        Of(time, OfTag(tag), source, data, values);

    internal static ulong OfTag(string tag) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(tag));

    internal static ulong Of(PacketTime time, ulong tag, ReadOnlySpan<byte> source, ReadOnlySpan<byte> data, ReadOnlySpan<byte> values)
    {
        Span<byte> head = stackalloc byte[24];
        BinaryPrimitives.WriteInt64LittleEndian(head, time.Nanoseconds);
        source.CopyTo(head[8..]);
        var hash = XxHash3.HashToUInt64(head, (long)tag);
        hash = XxHash3.HashToUInt64(data, (long)hash);
        return values.Length == 0 ? hash : XxHash3.HashToUInt64(values, (long)hash);
    }
}
