using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PacketFleet.Web.Api.Json;

/// <summary>Writes a <see cref="DateTimeOffset"/> as RFC 3339 in UTC, ending with <c>Z</c>; reads any offset.</summary>
internal sealed class MomentJsonConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
}
