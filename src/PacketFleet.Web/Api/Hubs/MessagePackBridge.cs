using System.Globalization;
using System.Text.Json;
using MessagePack;
using MessagePack.Formatters;
using MessagePack.Resolvers;
using PacketFleet.Web.Api.Json;

namespace PacketFleet.Web.Api.Hubs;

/// <summary>MessagePack with the same names and texts as the JSON: whatever is no plain value goes through <see cref="ApiJson"/>.</summary>
public static class MessagePackBridge
{
    /// <summary>Options for both ends of a hub.</summary>
    public static MessagePackSerializerOptions Options { get; } = MessagePackSerializerOptions.Standard
        .WithResolver(new Resolver())
        .WithSecurity(MessagePackSecurity.UntrustedData);

    private sealed class Resolver : IFormatterResolver
    {
        public IMessagePackFormatter<T>? GetFormatter<T>() => Cache<T>.Formatter;

        private static class Cache<T>
        {
            public static readonly IMessagePackFormatter<T> Formatter = BuiltinResolver.Instance.GetFormatter<T>() ?? new Bridge<T>();
        }
    }

    private sealed class Bridge<T> : IMessagePackFormatter<T>
    {
        public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options)
        {
            using var json = JsonSerializer.SerializeToDocument(value, ApiJson.Options);
            Write(ref writer, json.RootElement);
        }

        public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        {
            options.Security.DepthStep(ref reader);
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            MessagePackSerializer.ConvertToJson(ref reader, text, options);
            reader.Depth--;
            return JsonSerializer.Deserialize<T>(text.ToString(), ApiJson.Options)!;
        }
    }

    private static void Write(ref MessagePackWriter writer, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteMapHeader(json.GetPropertyCount());
                foreach (var property in json.EnumerateObject())
                {
                    writer.Write(property.Name);
                    Write(ref writer, property.Value);
                }

                break;
            case JsonValueKind.Array:
                writer.WriteArrayHeader(json.GetArrayLength());
                foreach (var item in json.EnumerateArray())
                    Write(ref writer, item);
                break;
            case JsonValueKind.String:
                writer.Write(json.GetString());
                break;
            case JsonValueKind.Number when json.TryGetInt64(out var whole):
                writer.Write(whole);
                break;
            case JsonValueKind.Number:
                writer.Write(json.GetDouble());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.Write(json.GetBoolean());
                break;
            default:
                writer.WriteNil();
                break;
        }
    }
}
