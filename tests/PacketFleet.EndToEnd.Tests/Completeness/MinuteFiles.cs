using System.Buffers.Binary;
using PacketFleet.TestKit.Packets;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness;

/// <summary>Packets as a sensor keeps them: a file a minute, each packet different and carrying its number.</summary>
internal static class MinuteFiles
{
    public const long Minute = 60 * PacketTime.Second;

    /// <summary>2026-01-02T03:00:00Z.</summary>
    public const long Start = 1_767_322_800L * PacketTime.Second;

    /// <summary>So many files one after the other.</summary>
    /// <param name="files">How many.</param>
    /// <param name="packets">Packets of each.</param>
    /// <param name="start">When the first begins.</param>
    /// <param name="age">How long each is, in nanoseconds.</param>
    /// <param name="frame">The frame of a packet, by its number; null = one without addresses.</param>
    public static IEnumerable<SensorFile> Make(int files, int packets, long start = Start, long age = Minute, Func<int, byte[]>? frame = null) =>
        Enumerable.Range(0, files).Select(f => One(start + (f * age), packets, f * packets, age, frame ?? Frame));

    private static SensorFile One(long start, int packets, int first, long age, Func<int, byte[]> frame) =>
        new(start, [.. Enumerable.Range(0, packets).Select(p => Packet(start + (p * (age / packets)), frame(first + p)))]);

    /// <summary>A moment so many minutes after the start.</summary>
    public static PacketTime At(double minutes) => new(Start + (long)(minutes * Minute));

    private static TestPacket Packet(long time, byte[] data) => new(time / 1000 * 1000, (uint)data.Length, data);

    private static byte[] Frame(int number)
    {
        var data = new byte[60 + (number % 89)];
        data[12] = 8;
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(14), number);
        data.AsSpan(18).Fill((byte)(number * 31));
        return data;
    }
}

/// <summary>A file of a sensor.</summary>
/// <param name="Start">When it was begun, which is its name.</param>
/// <param name="Packets">What it holds, by time.</param>
internal sealed record SensorFile(long Start, IReadOnlyList<TestPacket> Packets)
{
    /// <summary>What it is called.</summary>
    public long Name => Start / 1000;
}
