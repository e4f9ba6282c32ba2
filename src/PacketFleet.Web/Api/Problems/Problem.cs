using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Api.Problems;

/// <summary>RFC 9457 problems. <c>errors</c> names each field at fault; <c>detail</c> is one sentence for people.</summary>
internal static class Problem
{
    /// <summary>400 for one field.</summary>
    public static IResult Invalid(string field, string message) => Invalid([new RequestError(field, message)]);

    /// <summary>400 for everything that is wrong.</summary>
    public static IResult Invalid(IReadOnlyCollection<RequestError> errors) => WithErrors(StatusCodes.Status400BadRequest, "The request cannot be carried out.", errors);

    /// <summary>404.</summary>
    public static IResult NotFound(string field, string message) => WithErrors(StatusCodes.Status404NotFound, "Not found.", [new RequestError(field, message)]);

    /// <summary>404 for a job's number.</summary>
    public static IResult NoJob(long id) => NotFound("id", $"There is no job {id}: `GET /api/v1/jobs` lists those there are.");

    /// <summary>409.</summary>
    public static IResult Conflict(string message) => Plain(StatusCodes.Status409Conflict, "The state of the job does not allow it.", message);

    /// <summary>Any other status.</summary>
    public static IResult Plain(int status, string title, string detail) => Results.Problem(detail, statusCode: status, title: title);

    private static IResult WithErrors(int status, string title, IReadOnlyCollection<RequestError> errors) => Results.ValidationProblem(
        errors.GroupBy(e => e.Field, e => e.Message, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal),
        detail: string.Join(' ', errors.Select(e => e.Message)),
        statusCode: status,
        title: title);
}
