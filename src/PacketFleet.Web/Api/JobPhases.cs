using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Api;

/// <summary>The API's words for <see cref="JobPhase"/>.</summary>
internal static class JobPhases
{
    /// <summary>The word for all, and what is meant where none is given.</summary>
    public const string All = "all";

    /// <summary>The words.</summary>
    public static readonly string[] Names = ["inflight", "finished", All];

    /// <summary>The words, in a sentence.</summary>
    public const string Choice = "`inflight`, `finished` or `all`";

    /// <summary>Reads a word; none is all.</summary>
    public static bool TryRead(string? word, out JobPhase phase)
    {
        (var known, phase) = word switch
        {
            null or All => (true, JobPhase.All),
            "inflight" => (true, JobPhase.InFlight),
            "finished" => (true, JobPhase.Finished),
            _ => (false, default),
        };
        return known;
    }
}
