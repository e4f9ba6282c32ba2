using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Api.Json;

namespace PacketFleet.Web.Api.Hubs;

/// <summary>Which jobs a connection watches.</summary>
/// <param name="Phase">In flight, finished, or all.</param>
/// <param name="Mine">Only those of whoever is connected.</param>
/// <param name="JobId">Only this one; null = all.</param>
internal sealed record WatchFilter(JobPhase Phase, bool Mine, long? JobId)
{
    /// <summary>Reads <c>{state?, mine?, jobId?}</c>; false with one sentence.</summary>
    public static bool TryRead(JsonElement? json, [NotNullWhen(true)] out WatchFilter? filter, [NotNullWhen(false)] out string? fault)
    {
        filter = null;
        var wire = new Wire();
        if (json is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given)
        {
            if (!RequestReader.TryParse(Encoding.UTF8.GetBytes(given.GetRawText()), ApiJson.Strict, out Wire? read, out var error))
            {
                fault = error.Message;
                return false;
            }

            wire = read;
        }

        if (!JobPhases.TryRead(wire.State, out var phase))
        {
            fault = $"`state` is `{wire.State}`: use {JobPhases.Choice}.";
            return false;
        }

        fault = null;
        filter = new WatchFilter(phase, wire.Mine ?? false, wire.JobId);
        return true;
    }

    private sealed record Wire(string? State = null, bool? Mine = null, long? JobId = null);
}
