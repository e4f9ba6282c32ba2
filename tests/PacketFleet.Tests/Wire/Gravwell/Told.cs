using System.Buffers;
using System.Text;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Tests.Wire.Gravwell;

/// <summary>A message told as text, so that two can be compared, and as the bytes our encoder makes of it.</summary>
internal sealed record Told(string Text, string Hex)
{
    public static Told Of(IndexerMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        switch (message.Kind)
        {
            case IndexerMessageKind.Challenge:
                IndexerMessages.Challenge(output, message.Challenge!);
                return new($"Challenge {message.Challenge!.Iterations} {message.Challenge.Version} {Convert.ToHexString(message.Challenge.Nonce)}", Bytes(output));
            case IndexerMessageKind.State:
                IndexerMessages.State(output, message.State!);
                return new(message.State!.ToString(), Bytes(output));
            case IndexerMessageKind.Tags when message.Tags!.Count == 0:
                IndexerMessages.TagsRefused(output);
                return new("Tags refused", Bytes(output));
            case IndexerMessageKind.Tags:
                IndexerMessages.Tags(output, message.Tags!);
                return new($"Tags {string.Join(' ', message.Tags!.Select(t => $"{t.Key}={t.Value}"))}", Bytes(output));
            case IndexerMessageKind.Configuration:
                IndexerMessages.Configuration(output, message.Compression);
                return new($"Configuration {message.Compression}", Bytes(output));
            case IndexerMessageKind.Confirm:
                IndexerMessages.Confirm(output, message.Number);
                break;
            case IndexerMessageKind.Throttle:
                IndexerMessages.Throttle(output, TimeSpan.FromTicks((long)(message.Number / 100)));
                break;
            case IndexerMessageKind.Pong:
                output.Write(IndexerMessages.Pong);
                break;
            case IndexerMessageKind.ConfirmTag:
                IndexerMessages.ConfirmTag(output, (ushort)message.Number);
                break;
            case IndexerMessageKind.RefuseTag:
                IndexerMessages.RefuseTag(output);
                break;
            case IndexerMessageKind.ConfirmIdentity:
                IndexerMessages.ConfirmIdentity(output);
                break;
            case IndexerMessageKind.ConfirmApiVersion:
                IndexerMessages.ConfirmApiVersion(output);
                break;
            case IndexerMessageKind.ConfirmIngestOk:
                IndexerMessages.ConfirmIngestOk(output, message.Number != 0);
                break;
            case IndexerMessageKind.ConfirmStatus:
                IndexerMessages.ConfirmStatus(output);
                break;
            case IndexerMessageKind.ConfirmDittoBlock:
                IndexerMessages.ConfirmDittoBlock(output, message.Number);
                break;
        }

        return new($"{message.Kind} {message.Number}", Bytes(output));
    }

    public static Told Of(IngesterMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        var text = $"{message.Kind} {message.Number} {message.Name}";
        switch (message.Kind)
        {
            case IngesterMessageKind.Response:
                output.Write(message.Response);
                return new($"Response {message.Name} {Convert.ToHexString(message.Response)}", Bytes(output));
            case IngesterMessageKind.Tags:
                IngesterMessages.Tags(output, message.Tags!);
                return new($"Tags {string.Join(' ', message.Tags!)}", Bytes(output));
            case IngesterMessageKind.State:
                IngesterMessages.State(output, message.State!);
                return new(message.State!.ToString(), Bytes(output));
            case IngesterMessageKind.Entry:
                return Of(message.Entry);
            case IngesterMessageKind.ForceAck:
                output.Write(IngesterMessages.ForceAck);
                break;
            case IngesterMessageKind.Ping:
                output.Write(IngesterMessages.Ping);
                break;
            case IngesterMessageKind.IngestOk:
                output.Write(IngesterMessages.IngestOk);
                break;
            case IngesterMessageKind.Tag:
                if (Fits(IngestLimits.TagName, message.Name!))
                    IngesterMessages.Tag(output, message.Name!);
                break;
            case IngesterMessageKind.ApiVersion:
                IngesterMessages.ApiVersion(output, (ushort)message.Number);
                break;
            case IngesterMessageKind.Identity:
                if (Fits(IngestLimits.Identity, message.Identity!.Name, message.Identity.Version, message.Identity.Uuid))
                    IngesterMessages.Identity(output, message.Identity);
                return new(message.Identity!.ToString(), Bytes(output));
            case IngesterMessageKind.Status:
                IngesterMessages.Status(output, message.Status!);
                return new($"Status {Bytes(output)}", Bytes(output));
            case IngesterMessageKind.DittoBlock:
                IngesterMessages.DittoBlock(output, message.Number);
                break;
            case IngesterMessageKind.Configuration:
                IngesterMessages.Configuration(output, (IngestCompression)message.Number);
                break;
        }

        return new(text, Bytes(output));
    }

    private static Told Of(IngestEntry entry)
    {
        IReadOnlyList<EnumeratedValue> values = [];
        if (entry.Values.Length > 0)
            EnumeratedBlock.TryRead(entry.Values, out values!, out _).ShouldBeTrue();
        var output = new ArrayBufferWriter<byte>();
        new EntryEncoder(entry.Tag, entry.Source).Write(output, entry.Id, entry.Time.Nanoseconds, entry.Data, values);
        return new(
            $"Entry {entry.Id} {entry.Time} {entry.Tag} {Convert.ToHexString(entry.Source)} {entry.IsIPv4Source} {Convert.ToHexString(entry.Data)} {string.Join(' ', values)}",
            Bytes(output));
    }

    // Bytes that are no text were read as marks of three bytes each: what was read can be longer than what came.
    private static bool Fits(int limit, params string[] texts) => texts.All(t => Encoding.UTF8.GetByteCount(t) <= limit);

    private static string Bytes(ArrayBufferWriter<byte> output) => Convert.ToHexString(output.WrittenSpan);
}
