using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PacketFleet.Web.Api.Json;
using PacketFleet.Wire;

namespace PacketFleet.Web.Api.Documents;

/// <summary>The OpenAPI document of the API.</summary>
internal static class ApiDocument
{
    /// <summary>Registers it as <c>v1</c>.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "PacketFleet.Web";
            document.Info.Description =
                "One query, every sensor, every packet accounted for. Times are RFC 3339 in UTC, packet times with up to nine digits of a second. "
                + "Errors are RFC 9457 problems whose `errors` name the field. The hub `/hubs/jobs` (SignalR) pushes the same jobs live.";
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(DescribeTimes);
        options.AddOperationTransformer(DescribeBody);
        options.AddOperationTransformer(DescribeParameters);
    });

    // Types with a converter of ours have no schema of their own.
    private static Task DescribeTimes(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(PacketTime) || type == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String | (schema.Type & JsonSchemaType.Null) | (type == context.JsonTypeInfo.Type ? default : JsonSchemaType.Null);
            schema.Format = "date-time";
        }
        else if (type == typeof(TimeWindow))
        {
            schema.Type = JsonSchemaType.Object;
            schema.Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { ["after"] = End("inclusive"), ["before"] = End("exclusive") };
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema End(string which) => new()
    {
        Type = JsonSchemaType.String | JsonSchemaType.Null,
        Format = "date-time",
        Description = $"This end of the window, {which}; null = open.",
    };

    private static async Task DescribeBody(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<JsonBody>().FirstOrDefault() is not { } body)
            return;
        var schema = await context.GetOrCreateSchemaAsync(body.Type, null, cancellation);
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = !body.Optional,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = new() { Schema = schema } },
        };
    }

    private static Task DescribeParameters(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        foreach (var note in context.Description.ActionDescriptor.EndpointMetadata.OfType<ParameterNote>())
        {
            if (operation.Parameters?.FirstOrDefault(p => p.Name == note.Name) is OpenApiParameter parameter)
                parameter.Schema = note.ToSchema();
        }

        return Task.CompletedTask;
    }
}
