using System.Text.Json;
using System.Text.Json.Serialization;
using PacketFleet.Wire;

namespace PacketFleet.Web.Api.Json;

/// <summary>A <see cref="TimeWindow"/> as <c>{after, before}</c>; an open end is null.</summary>
internal sealed class TimeWindowJsonConverter : JsonConverter<TimeWindow>
{
    /// <inheritdoc/>
    public override TimeWindow Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var ends = JsonSerializer.Deserialize<Ends>(ref reader, options) ?? throw new JsonException("A window is an object with `after` and `before`.");
        return new TimeWindow(ends.After, ends.Before);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeWindow value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        WriteEnd(writer, "after", value.After);
        WriteEnd(writer, "before", value.Before);
        writer.WriteEndObject();
    }

    private static void WriteEnd(Utf8JsonWriter writer, string name, PacketTime? end)
    {
        if (end is { } time)
            writer.WriteString(name, time.ToString());
        else
            writer.WriteNull(name);
    }

    private sealed record Ends(PacketTime? After, PacketTime? Before);
}
