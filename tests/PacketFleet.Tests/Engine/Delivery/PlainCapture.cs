using System.Buffers.Binary;
using System.Text;

namespace PacketFleet.Tests.Engine.Delivery;

/// <summary>The plainest reader of little-endian pcapng and nanosecond pcap: what is written is checked against it, not against the product's own reader.</summary>
internal sealed class PlainCapture
{
    private bool _anyPadding;

    public List<Packet> Packets { get; } = [];

    public List<(int LinkType, string? Name)> Interfaces { get; } = [];

    /// <summary>For each packet, the interface it stands under.</summary>
    public List<int> PacketInterfaces { get; } = [];

    public string? Comment { get; private set; }

    public static PlainCapture Read(string file) => Read(File.ReadAllBytes(file));

    public static PlainCapture Read(byte[] bytes, bool anyPadding = false)
    {
        var capture = new PlainCapture { _anyPadding = anyPadding };
        if (U32(bytes, 0) == 0xA1B23C4D)
            capture.ReadPcap(bytes);
        else
            capture.ReadPcapng(bytes);
        return capture;
    }

    private void ReadPcap(byte[] bytes)
    {
        var linkType = (int)U32(bytes, 20);
        Interfaces.Add((linkType, null));
        for (var at = 24; at < bytes.Length;)
        {
            var length = (int)U32(bytes, at + 8);
            U32(bytes, at + 4).ShouldBeLessThan(1_000_000_000u);
            Packets.Add(new Packet((U32(bytes, at) * 1_000_000_000L) + U32(bytes, at + 4), bytes[(at + 16)..(at + 16 + length)], U32(bytes, at + 12), linkType));
            at += 16 + length;
        }
    }

    private void ReadPcapng(byte[] bytes)
    {
        U32(bytes, 0).ShouldBe(0x0A0D0D0Au);
        U32(bytes, 8).ShouldBe(0x1A2B3C4Du);
        for (var at = 0; at < bytes.Length;)
        {
            var length = (int)U32(bytes, at + 4);
            (length % 4).ShouldBe(0);
            U32(bytes, at + length - 4).ShouldBe((uint)length);
            var block = bytes[at..(at + length)];
            switch (U32(block, 0))
            {
                case 0x0A0D0D0A:
                    Comment = Text(Options(block, 24), 1);
                    break;
                case 1:
                    var options = Options(block, 16);
                    options[9].ShouldBe([9]);
                    Interfaces.Add((BinaryPrimitives.ReadUInt16LittleEndian(block.AsSpan(8)), Text(options, 2)));
                    break;
                case 6:
                    var number = (int)U32(block, 8);
                    var captured = (int)U32(block, 20);
                    var time = (long)(((ulong)U32(block, 12) << 32) | U32(block, 16));
                    PacketInterfaces.Add(number);
                    Packets.Add(new Packet(time, block[28..(28 + captured)], U32(block, 24), Interfaces[number].LinkType));
                    if (!_anyPadding)
                        block[(28 + captured)..^4].ShouldAllBe(b => b == 0);
                    length.ShouldBe(32 + ((captured + 3) / 4 * 4));
                    break;
                default:
                    throw new InvalidDataException($"Block type {U32(block, 0)} at {at}.");
            }

            at += length;
        }
    }

    private static Dictionary<int, byte[]> Options(byte[] block, int at)
    {
        var options = new Dictionary<int, byte[]>();
        while (BinaryPrimitives.ReadUInt16LittleEndian(block.AsSpan(at)) is var code and not 0)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(block.AsSpan(at + 2));
            options.Add(code, block[(at + 4)..(at + 4 + length)]);
            at += 4 + ((length + 3) & ~3);
        }

        (at + 8).ShouldBe(block.Length);
        return options;
    }

    private static string? Text(Dictionary<int, byte[]> options, int code) =>
        options.TryGetValue(code, out var bytes) ? new UTF8Encoding(false, true).GetString(bytes) : null;

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
