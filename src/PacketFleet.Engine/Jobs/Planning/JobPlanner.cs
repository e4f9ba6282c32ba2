using PacketFleet.Engine.Regions;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Engine.Jobs.Planning;

/// <summary>Turns what someone asks for into a job to be written, or into everything that is wrong with it.</summary>
internal sealed class JobPlanner(RegionCatalog catalog, EngineOptions options)
{
    private const int MaxCase = 200;
    private const int MaxNote = 2000;

    /// <summary>The job, or null with the errors.</summary>
    public NewJob? Plan(JobRequest request, string requestedBy, DateTimeOffset now, out IReadOnlyList<RequestError> errors)
    {
        var found = new List<RequestError>();
        var query = ReadQuery(request.Query, found);
        var regions = ReadRegions(request.Regions, found);
        var source = string.IsNullOrEmpty(request.Source) ? null : request.Source;
        var sourceBytes = ReadSource(source, found);
        var label = ReadText("case", request.Case, MaxCase, found);
        var note = ReadText("note", request.Note, MaxNote, found);
        var limits = ReadLimits(request.Limits, found);

        errors = found;
        if (found.Count > 0 || query is null)
            return null;

        // Relative times become absolute once, here: all regions and retries see the same window.
        var pinnedAt = PacketTime.From(now);
        var pinned = query.Pin(pinnedAt);
        if (pinned.Window.IsEmpty)
        {
            errors = [new RequestError("query", $"The window is empty: it starts at {pinned.Window.After} and ends at {pinned.Window.Before}. Swap `after` and `before`.")];
            return null;
        }

        return new NewJob(
            query.Text, pinned.Text, pinned.Window, pinnedAt, source, sourceBytes, label, note, requestedBy, now, limits,
            request.WaitForRecent ?? true, [.. regions.Select(r => new NewFetch(r.Name, r.Shift, options.Sinks))]);
    }

    private Query? ReadQuery(string? text, List<RequestError> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            errors.Add(new("query", "The query is empty: type one, such as `host 8.8.8.8`."));
            return null;
        }

        if (QueryParser.TryParse(text, out var query, out var error, options.QueryLimits))
            return query;
        errors.Add(new("query", $"{error.Message} (at character {error.Position + 1})"));
        return null;
    }

    private List<IRegion> ReadRegions(IReadOnlyList<string>? names, List<RequestError> errors)
    {
        var regions = new List<IRegion>();
        if (names is null || names.Count == 0)
        {
            errors.Add(new("regions", $"No region is chosen: name at least one of {Known()}."));
            return regions;
        }

        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            if (name is not null && catalog.Find(name) is { } region)
                regions.Add(region);
            else
                errors.Add(new("regions", $"There is no region named \"{Shorten(name)}\": choose from {Known()}."));
        }

        return regions;
    }

    private string Known()
    {
        const int Shown = 12;
        var names = string.Join(", ", catalog.All.Take(Shown).Select(r => $"\"{r.Name}\""));
        return catalog.All.Count > Shown ? $"{names} and {catalog.All.Count - Shown} more" : names;
    }

    private static string? ReadSource(string? source, List<RequestError> errors)
    {
        if (source is null)
            return null;
        if (SourceOverride.TryParse(source, out var bytes, out var error))
            return Convert.ToHexStringLower(bytes);
        errors.Add(new("source", error));
        return null;
    }

    private static string? ReadText(string field, string? text, int most, List<RequestError> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var trimmed = text.Trim();
        if (trimmed.Length <= most)
            return trimmed;
        errors.Add(new(field, $"The {field} has {trimmed.Length:N0} characters: shorten it to at most {most:N0}."));
        return null;
    }

    private JobLimits ReadLimits(JobLimits? asked, List<RequestError> errors)
    {
        if (asked is { Packets: < 0 } or { Bytes: < 0 } or { Seconds: < 0 })
            errors.Add(new("limits", "A limit is below zero: give a whole number, or 0 for none."));
        return new JobLimits(Tighter(asked?.Packets, options.MaxPackets), Tighter(asked?.Bytes, options.MaxBytes), Tighter(asked?.Seconds, options.MaxSeconds));
    }

    private static long? Tighter(long? asked, long configured) => (asked ?? 0, configured) switch
    {
        (0, 0) => null,
        (0, var c) => c,
        (var a, 0) => a,
        var (a, c) => Math.Min(a, c),
    };

    private static string Shorten(string? text) => text is null ? "" : text.Length <= 80 ? text : text[..80] + "…";
}
