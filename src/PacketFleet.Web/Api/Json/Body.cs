using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Reflection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using PacketFleet.Web.Api.Problems;

namespace PacketFleet.Web.Api.Json;

/// <summary>A JSON body, read whole, as the parameter of an endpoint: its value, or the problem to answer with.</summary>
/// <typeparam name="T">What it holds.</typeparam>
internal sealed class Body<T> : IEndpointParameterMetadataProvider
    where T : class
{
    private readonly T? _value;
    private readonly IResult? _problem;

    private Body(T? value, IResult? problem)
    {
        _value = value;
        _problem = problem;
    }

    /// <summary>The value, or the problem; both null where there was no body.</summary>
    public bool TryGet(out T? value, [NotNullWhen(false)] out IResult? problem)
    {
        value = _value;
        problem = _problem;
        return _problem is null;
    }

    /// <summary>The value, or the problem, which a missing body is too.</summary>
    public bool TryGetRequired([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out IResult? problem)
    {
        value = _value;
        problem = _value is not null ? null : _problem ?? Problem.Invalid(RequestReader.WholeBody, "The request has no body: send a JSON object.");
        return value is not null;
    }

    /// <summary>Reads it; called by the framework.</summary>
    public static async ValueTask<Body<T>> BindAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false)
            return new(null, null);
        if (!IsJson(context.Request.ContentType))
        {
            await RequestReader.DrainAsync(context.Request.Body, context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return new(null, NotJson(context.Request.ContentType));
        }

        var body = await RequestReader.ReadAsync(context.Request.Body, context.RequestAborted);
        if (body.Error is { } error)
            return new(null, Problem.Invalid([error]));
        if (body.Text.Length == 0)
            return new(null, null);
        return RequestReader.TryParse<T>(body.Text, ApiJson.Strict, out var value, out var fault)
            ? new(value, null)
            : new(null, Problem.Invalid([fault]));
    }

    /// <summary>Tells the API's document what the body is.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new JsonBody(typeof(T), parameter.GetCustomAttribute<OptionalBodyAttribute>() is not null));

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType is { } media
        && (media.Equals("application/json", StringComparison.OrdinalIgnoreCase) || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
        && (type.CharSet is null || type.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static IResult NotJson(string? contentType) => Problem.Plain(
        StatusCodes.Status415UnsupportedMediaType,
        "Unsupported media type.",
        $"The body is {(string.IsNullOrEmpty(contentType) ? "of no stated type" : $"`{contentType}`")}: send JSON in UTF-8 with `Content-Type: application/json`.");
}

/// <summary>The body may be left out.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class OptionalBodyAttribute : Attribute;

/// <summary>What the body of an endpoint is, for the API's document.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Optional">It may be left out.</param>
internal sealed record JsonBody(Type Type, bool Optional);
