using System.Text.Json;

namespace PacketFleet.Wire.Gravwell;

/// <summary>Reads an indexer's numbers for tags, name by name: no more are believed than there are numbers.</summary>
internal static class TagNumbers
{
    private const int Most = ushort.MaxValue + 1;

    /// <summary>The numbers; empty where they are refused (<c>Count</c> 0); null where it is no such JSON.</summary>
    public static IReadOnlyDictionary<string, ushort>? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 8 });
            return ReadAnswer(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Dictionary<string, ushort>? ReadAnswer(ref Utf8JsonReader reader)
    {
        long count = -1;
        Dictionary<string, ushort>? tags = [];
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("Count"u8))
            {
                if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out count))
                    return null;
            }
            else if (reader.ValueTextEquals("Tags"u8))
            {
                tags = ReadTags(ref reader);
                if (tags is null)
                    return null;
            }
            else
            {
                reader.Skip();
            }
        }

        // A second value behind the first throws here.
        if (reader.TokenType != JsonTokenType.EndObject || reader.Read() || count < 0)
            return null;
        return count == 0 ? [] : tags;
    }

    private static Dictionary<string, ushort>? ReadTags(ref Utf8JsonReader reader)
    {
        var tags = new Dictionary<string, ushort>(StringComparer.Ordinal);
        if (!reader.Read() || reader.TokenType == JsonTokenType.Null)
            return tags;
        if (reader.TokenType != JsonTokenType.StartObject)
            return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetUInt16(out var number) || tags.Count == Most)
                return null;
            tags[name] = number;
        }

        return tags;
    }
}
