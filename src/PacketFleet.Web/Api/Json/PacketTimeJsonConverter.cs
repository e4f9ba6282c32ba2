using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PacketFleet.Wire;

namespace PacketFleet.Web.Api.Json;

/// <summary>A <see cref="PacketTime"/> as RFC 3339 in UTC with up to nine digits of a second.</summary>
internal sealed class PacketTimeJsonConverter : JsonConverter<PacketTime>
{
    /// <inheritdoc/>
    public override PacketTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString()!, out var time)
            ? time
            : throw new JsonException("A time is RFC 3339 text in UTC, such as 2026-11-24T15:00:00.123456789Z.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PacketTime value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    private static bool TryParse(string text, out PacketTime time)
    {
        time = default;
        if (!text.EndsWith('Z'))
            return false;

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? text[..^1] : text[..dot];
        var digits = dot < 0 ? "" : text[(dot + 1)..^1];
        long nanoseconds = 0;
        if (!DateTimeOffset.TryParseExact(whole, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var second)
            || digits.Length > 9
            || (dot >= 0 && !long.TryParse(digits.PadRight(9, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out nanoseconds)))
        {
            return false;
        }

        time = PacketTime.FromSeconds(second.ToUnixTimeSeconds(), nanoseconds);
        return true;
    }
}
