using System.Buffers;
using System.Text;
using PacketFleet.Wire;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Tests.Wire.Gravwell;

/// <summary>One side of a made-up connection, whole, from its first byte on.</summary>
internal static class Conversations
{
    private static readonly string[] Texts = ["", "steno", "Région", "🦊", "a\"b\\c<&>", "\u0001"];

    public static byte[] Ingester(Random random)
    {
        var output = new ArrayBufferWriter<byte>();
        var challenge = new IngestChallenge((ushort)random.Next(3), Bytes(random, 32));
        IngesterMessages.Response(output, new(Text(random)), challenge, random.Next(3) == 0 ? "tenant " + Text(random) : null);
        IngesterMessages.Tags(output, [.. Enumerable.Range(0, random.Next(4)).Select(_ => Text(random))]);
        IngesterMessages.State(output, new((uint)random.Next(), Text(random)));
        for (var i = random.Next(12); i > 0; i--)
            Command(output, random, (ulong)i);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Indexer(Random random)
    {
        var output = new ArrayBufferWriter<byte>();
        IndexerMessages.Challenge(output, new((ushort)random.Next(65536), Bytes(random, 32), (ushort)random.Next(12)));
        IndexerMessages.State(output, new(IngestState.AuthenticatedId, Text(random)));
        if (random.Next(4) == 0)
            IndexerMessages.TagsRefused(output);
        else
            IndexerMessages.Tags(output, Enumerable.Range(1, random.Next(1, 5)).ToDictionary(i => Text(random) + i, _ => (ushort)random.Next(65536), StringComparer.Ordinal));
        for (var i = random.Next(12); i > 0; i--)
            Answer(output, random);
        return output.WrittenSpan.ToArray();
    }

    private static void Command(ArrayBufferWriter<byte> output, Random random, ulong id)
    {
        switch (random.Next(11))
        {
            case 0:
                output.Write(IngesterMessages.ForceAck);
                break;
            case 1:
                output.Write(IngesterMessages.Ping);
                break;
            case 2:
                output.Write(IngesterMessages.IngestOk);
                break;
            case 3:
                IngesterMessages.ApiVersion(output, (ushort)random.Next(65536));
                break;
            case 4:
                IngesterMessages.Identity(output, new(Text(random), Text(random), Text(random)));
                break;
            case 5:
                IngesterMessages.Configuration(output, IngestCompression.None);
                break;
            case 6:
                IngesterMessages.Status(output, new() { Name = Text(random), Entries = (ulong)random.NextInt64(), Uptime = random.NextInt64(), Tags = [Text(random)] });
                break;
            case 7:
                IngesterMessages.Tag(output, Text(random));
                break;
            case 8:
                IngesterMessages.DittoBlock(output, (ulong)random.Next(5));
                break;
            default:
                Entry(output, random, id);
                break;
        }
    }

    private static void Entry(ArrayBufferWriter<byte> output, Random random, ulong id)
    {
        var values = Enumerable.Range(0, random.Next(4)).Select(_ => Value(random)).ToList();
        new EntryEncoder((ushort)random.Next(65536), Bytes(random, 16))
            .Write(output, id, random.NextInt64(long.MinValue, long.MaxValue), Bytes(random, random.Next(3) == 0 ? random.Next(5000) : random.Next(80)), values);
    }

    private static EnumeratedValue Value(Random random)
    {
        var name = "n" + Text(random);
        return random.Next(7) switch
        {
            0 => new(name, Text(random)),
            1 => new(name, (uint)random.Next()),
            2 => new(name, (ulong)random.NextInt64()),
            3 => new(name, new PacketTime(random.NextInt64(long.MinValue, long.MaxValue))),
            4 => new(name, EnumeratedType.Float64, Bytes(random, 8)),
            5 => new(name, EnumeratedType.Ip, Bytes(random, random.Next(2) == 0 ? 4 : 16)),
            _ => new(name, EnumeratedType.Bytes, Bytes(random, random.Next(300))),
        };
    }

    private static void Answer(ArrayBufferWriter<byte> output, Random random)
    {
        switch (random.Next(11))
        {
            case 0:
                output.Write(IndexerMessages.Pong);
                break;
            case 1:
                IndexerMessages.Throttle(output, TimeSpan.FromTicks(random.NextInt64(TimeSpan.TicksPerMinute)));
                break;
            case 2:
                IndexerMessages.ConfirmTag(output, (ushort)random.Next(65536));
                break;
            case 3:
                IndexerMessages.RefuseTag(output);
                break;
            case 4:
                IndexerMessages.ConfirmIdentity(output);
                break;
            case 5:
                IndexerMessages.ConfirmApiVersion(output);
                break;
            case 6:
                IndexerMessages.ConfirmIngestOk(output, random.Next(2) == 0);
                break;
            case 7:
                IndexerMessages.ConfirmStatus(output);
                break;
            case 8:
                IndexerMessages.ConfirmDittoBlock(output, (ulong)random.NextInt64());
                break;
            case 9:
                IndexerMessages.Configuration(output, IngestCompression.None);
                break;
            default:
                IndexerMessages.Confirm(output, (ulong)random.NextInt64());
                break;
        }
    }

    private static string Text(Random random) => Texts[random.Next(Texts.Length)] + (random.Next(5) == 0 ? Encoding.ASCII.GetString(Bytes(random, 20).Select(b => (byte)('a' + (b % 26))).ToArray()) : "");

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
