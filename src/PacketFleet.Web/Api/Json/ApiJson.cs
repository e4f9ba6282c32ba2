using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PacketFleet.Web.Api.Json;

/// <summary>How API and hub write JSON: camelCase names and enum texts, times as RFC 3339 in UTC.</summary>
public static class ApiJson
{
    /// <summary>For answers. Read-only.</summary>
    public static JsonSerializerOptions Options { get; } = Freeze(Answers());

    /// <summary>For requests: unknown and doubled fields are errors. Read-only.</summary>
    internal static JsonSerializerOptions Strict { get; } = Freeze(new(Answers())
    {
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    });

    /// <summary>For requests read as a Go program reads them: case does not count, unknown fields are ignored. Read-only.</summary>
    internal static JsonSerializerOptions Lenient { get; } = Freeze(new(Answers()) { PropertyNameCaseInsensitive = true });

    /// <summary>Makes options of the framework write the same.</summary>
    internal static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        // The answers are application/json and never put into a page as they are: queries stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new MomentJsonConverter());
        options.Converters.Add(new PacketTimeJsonConverter());
        options.Converters.Add(new TimeWindowJsonConverter());
    }

    private static JsonSerializerOptions Answers()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        Configure(options);
        return options;
    }

    private static JsonSerializerOptions Freeze(JsonSerializerOptions options)
    {
        options.MakeReadOnly();
        return options;
    }
}
