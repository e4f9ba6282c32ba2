using System.Globalization;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Regions;
using PacketFleet.Web.Components.Controls.Jobs;
using PacketFleet.Web.Configuration;
using PacketFleet.Wire;

namespace PacketFleet.Web.Components.Controls.Gravwell;

/// <summary>The search that finds a job's packets in Gravwell.</summary>
public sealed class GravwellSearch(RegionCatalog regions, PacketFleetOptions options, IGravwell gravwell)
{
    private const string Labels = "region job case wirelen";

    /// <summary>
    /// The search of a job: by its source override where it has one, else by its number; null where nothing of it goes to Gravwell.
    /// </summary>
    public string? Of(JobSnapshot job)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (!Goes(job) || Tags(job) is not { Length: > 0 } tags)
            return null;
        return job.Source is { } source
            ? $"tag={tags} src == {Source(source, job.SourceBytes)} | intrinsic {Labels} | table"
            : string.Create(CultureInfo.InvariantCulture, $"tag={tags} intrinsic job == {job.Id} region case wirelen | table");
    }

    /// <summary>The same with its time range written into it; null where there is no search, or no end of the range is known.</summary>
    public string? WithTimes(JobSnapshot job)
    {
        if (Of(job) is not { } search || Range(job) is not { } range)
            return null;
        var start = range.After is { } after ? $"start=\"{after}\" " : "";
        var end = range.Before is { } before ? $"end=\"{before}\" " : "";
        return start + end + search;
    }

    /// <summary>Where the search opens in Gravwell; null where there is no search, or the settings do not say where Gravwell is.</summary>
    public string? Link(JobSnapshot job)
    {
        if (options.Gravwell.SearchUrl is not { } setting || Of(job) is not { } search)
            return null;
        var range = Range(job);
        return SearchLink.Build(setting, search, range?.After, range?.Before);
    }

    // What ended without it was fetched before there was a Gravwell.
    private bool Goes(JobSnapshot job) =>
        job.Sinks.Any(s => s.Name == SinkWords.Gravwell) || (gravwell.IsConfigured && (job.Sinks.Count == 0 || !job.State.IsFinal()));

    private string Tags(JobSnapshot job) =>
        string.Join(',', job.Regions.Select(r => regions.Find(r.Name)?.Tag).OfType<string>().Distinct(StringComparer.Ordinal));

    // Whole seconds around the window; where an end of that is open, around what was found. Packets that were given the time of
    // their arrival lie elsewhere.
    private (string? After, string? Before)? Range(JobSnapshot job)
    {
        if (options.Gravwell is not { TimestampMaxPastSeconds: 0, TimestampMaxFutureSeconds: 0 } || job.Regions.Any(IgnoresTimes))
            return null;
        var after = job.Window.After ?? job.Regions.Min(r => r.FirstPacket);
        var before = job.Window.Before ?? (job.State.IsFinal() ? job.Regions.Max(r => r.LastPacket) is { } last ? new PacketTime(last.Nanoseconds + 1) : null : null);
        return (after, before) == (null, null) ? null : (Text(after, up: false), Text(before, up: true));
    }

    private bool IgnoresTimes(FetchSnapshot fetch) => options.Regions.Any(r => r.Name == fetch.Name && r.IgnoreTimestamps);

    // A number or an address as typed; other hex in full, for in short it could be taken for a number.
    private static string Source(string typed, string? bytes) =>
        typed.Contains(':', StringComparison.Ordinal) || typed.Contains('.', StringComparison.Ordinal) || typed.StartsWith("0x", StringComparison.Ordinal)
        || ulong.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? typed : bytes ?? typed;

    private static string? Text(PacketTime? time, bool up)
    {
        if (time is not { } at)
            return null;
        var seconds = Math.DivRem(at.Nanoseconds, PacketTime.Second, out var rest);
        if (rest < 0)
            (seconds, rest) = (seconds - 1, rest + PacketTime.Second);
        return DateTimeOffset.FromUnixTimeSeconds(up && rest > 0 ? seconds + 1 : seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }
}
