using System.Text;
using System.Text.Json;

namespace PacketFleet.Wire.Queries.Pasting;

/// <summary>Records in JSON: one a line, several in an array, or one over many lines.</summary>
internal static class JsonEvents
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowMultipleValues = true };

    /// <summary>Reads every whole object in a text, also those in an array; what follows the first fault is not read.</summary>
    public static IReadOnlyList<Fields> Read(string text)
    {
        var records = new List<Fields>();
        try
        {
            // Half a character, which a text may hold, becomes a replacement sign here.
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), Lenient);
            while (reader.Read() && records.Count < PastedText.MostLines)
            {
                if (reader.TokenType == JsonTokenType.StartArray) continue;
                if (reader.TokenType == JsonTokenType.EndArray) continue;
                if (reader.TokenType != JsonTokenType.StartObject) break;
                using var record = JsonDocument.ParseValue(ref reader);
                var fields = new Fields();
                Flatten(record.RootElement, "", fields);
                records.Add(fields);
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The second of them is for half a character written as \ud800.
        }

        return records;
    }

    private static void Flatten(JsonElement element, string path, Fields fields)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    // A search engine hands a record out in a wrapping of its own.
                    var inner = path.Length > 0 ? $"{path}.{property.Name}" : property.Name == "_source" ? "" : property.Name;
                    Flatten(property.Value, inner, fields);
                }

                break;
            case JsonValueKind.Array when element.EnumerateArray().All(e => e.ValueKind is JsonValueKind.Number or JsonValueKind.String):
                fields.Add(path, string.Join(',', element.EnumerateArray().Take(8).Select(Text)));
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) Flatten(item, path, fields);
                break;
            case JsonValueKind.String or JsonValueKind.Number:
                fields.Add(path, Text(element));
                break;
        }
    }

    private static string Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() ?? "" : element.GetRawText();
}
