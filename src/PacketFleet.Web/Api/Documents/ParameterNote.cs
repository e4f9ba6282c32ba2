using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PacketFleet.Web.Api.Documents;

/// <summary>What a parameter may be, for the API's document: the endpoint takes it as text, so that it can say what is wrong with it.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Words">The words it may be; null = a whole number.</param>
/// <param name="Least">The least number.</param>
/// <param name="Most">The greatest number; null = no bound.</param>
/// <param name="Default">What holds where it is not given; null = nothing.</param>
internal sealed record ParameterNote(string Name, IReadOnlyList<string>? Words, long? Least, long? Most, JsonNode? Default)
{
    /// <summary>As a schema.</summary>
    public OpenApiSchema ToSchema() => Words is { } words
        ? new() { Type = JsonSchemaType.String, Enum = [.. words.Select(w => (JsonNode)w)], Default = Default?.DeepClone() }
        : new()
        {
            Type = JsonSchemaType.Integer,
            Format = "int64",
            Minimum = Least?.ToString(CultureInfo.InvariantCulture),
            Maximum = Most?.ToString(CultureInfo.InvariantCulture),
            Default = Default?.DeepClone(),
        };
}

/// <summary>Notes parameters.</summary>
internal static class ParameterNotes
{
    /// <summary>The parameter is one of these words.</summary>
    public static TBuilder WithParameter<TBuilder>(this TBuilder endpoint, string name, IReadOnlyList<string> words, string @default)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ParameterNote(name, words, null, null, @default));

    /// <summary>The parameter is a whole number.</summary>
    public static TBuilder WithParameter<TBuilder>(this TBuilder endpoint, string name, long least, long? most = null, long? @default = null)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ParameterNote(name, null, least, most, @default));
}
