using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Api;

/// <summary>Which page of which jobs.</summary>
/// <param name="Phase">In flight, finished, or all.</param>
/// <param name="Limit">At most so many.</param>
/// <param name="Before">Only jobs with a lower number; null = from the newest.</param>
internal sealed record JobQuery(JobPhase Phase, int Limit, long? Before)
{
    /// <summary>The longest page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Reads it from an address's parameters; false with everything that is wrong.</summary>
    public static bool TryRead(
        string? state,
        string? limit,
        string? before,
        int defaultLimit,
        [NotNullWhen(true)] out JobQuery? query,
        out IReadOnlyCollection<RequestError> errors)
    {
        var wrong = new List<RequestError>();
        if (!JobPhases.TryRead(state, out var phase))
            wrong.Add(new("state", $"`state` is `{state}`: use {JobPhases.Choice}."));

        var most = defaultLimit;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > MaxLimit))
            wrong.Add(new("limit", $"`limit` is `{limit}`: give a whole number from 1 to {MaxLimit}."));

        long first = 0;
        if (before is not null && (!long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out first) || first < 1))
            wrong.Add(new("before", $"`before` is `{before}`: give a job's number."));

        errors = wrong;
        query = wrong.Count > 0 ? null : new JobQuery(phase, most, before is null ? null : first);
        return query is not null;
    }
}
