using PacketFleet.Web.Persistence;

namespace PacketFleet.Web.Api.Problems;

/// <summary>
/// Answers what no endpoint answered (404, 405, 415) and what broke on the way (400, 500, 503) as problems; an answer that
/// breaks after it began is cut off, so that its reader sees that it is not whole.
/// </summary>
internal sealed partial class ApiFaults(RequestDelegate next, ILogger<ApiFaults> logger)
{
    /// <summary>Runs the request.</summary>
    public Task InvokeAsync(HttpContext context) => ApiCall.IsFor(context) ? GuardAsync(context) : next(context);

    private async Task GuardAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            await next(context);
            if (!context.Response.HasStarted && context.Response.StatusCode >= 400 && context.Response.ContentType is null && context.Response.ContentLength is null)
                await Describe(context).ExecuteAsync(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is listening any more.
            context.Abort();
        }
        catch (Exception fault) when (context.Response.HasStarted)
        {
            LogCut(logger, fault, context.Request.Method, context.Request.Path);
            context.Abort();
        }
        catch (BadHttpRequestException fault)
        {
            LogRefused(logger, context.Request.Method, context.Request.Path, fault.Message);
            context.Response.Clear();
            await Problem.Plain(fault.StatusCode, "The request cannot be read.", $"The request cannot be read: {fault.Message}").ExecuteAsync(context);
        }
        catch (IOException fault) when (StoreFaults.Find(fault) is not null)
        {
            LogFault(logger, fault, context.Request.Method, context.Request.Path);
            context.Response.Clear();
            await Problem.Plain(StatusCodes.Status503ServiceUnavailable, "The store does not answer.", fault.Message).ExecuteAsync(context);
        }
        catch (Exception fault)
        {
            LogFault(logger, fault, context.Request.Method, context.Request.Path);
            context.Response.Clear();
            await Problem.Plain(
                StatusCodes.Status500InternalServerError,
                "The server failed.",
                $"The server failed on this request: its log tells why (trace {context.TraceIdentifier}).").ExecuteAsync(context);
        }
    }

    private static IResult Describe(HttpContext context)
    {
        var call = $"{context.Request.Method} {context.Request.Path}";
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.Plain(404, "Not found.", $"There is no call `{call}`: `/openapi/v1.json` lists those there are."),
            StatusCodes.Status405MethodNotAllowed => Problem.Plain(405, "Method not allowed.", $"There is no call `{call}`: use {context.Response.Headers.Allow}."),
            StatusCodes.Status415UnsupportedMediaType => Problem.Plain(415, "Unsupported media type.", $"`{call}` takes JSON: send it with `Content-Type: application/json`."),
            var status => Results.Problem(statusCode: status),
        };
    }
}
