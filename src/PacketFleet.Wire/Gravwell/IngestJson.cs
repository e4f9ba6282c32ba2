using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PacketFleet.Wire.Gravwell;

/// <summary>The JSON inside messages, written as Go writes it and read without trust.</summary>
[JsonSerializable(typeof(IngestState))]
[JsonSerializable(typeof(IngesterStatus))]
[JsonSerializable(typeof(TagRequest))]
[JsonSerializable(typeof(TagAnswer))]
internal sealed partial class IngestJson : JsonSerializerContext
{
    /// <summary>Text as it is: nothing here reaches a page.</summary>
    public static IngestJson Plain { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 16 });

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, typeof(T), Plain);

    /// <summary>Null where it is no such JSON.</summary>
    public static T? Read<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, typeof(T), Plain) as T;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>An ingester's tags.</summary>
internal sealed record TagRequest(int Count, IReadOnlyList<string> Tags);

/// <summary>An indexer's numbers for them; a count of 0 refuses.</summary>
internal sealed record TagAnswer(int Count, IReadOnlyDictionary<string, ushort>? Tags);
