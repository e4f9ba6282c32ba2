using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Components.Pictures;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>What a verdict says of one region.</summary>
internal static class RegionClause
{
    /// <summary>Adds the clauses: what it is at, what it does not hold, what is missing.</summary>
    public static void Add(SentenceBuilder words, FetchSnapshot fetch, JobSnapshot job, CoverageAxis axis, TimeZoneInfo zone)
    {
        var days = Days.Of(axis, zone);
        foreach (var gap in Losses.Absent(fetch))
            words.Say(Absent(gap, fetch.Name, days));
        if (!fetch.State.IsFinal())
            words.Say(InFlight(fetch, axis, days, alone: Losses.Absent(fetch).Count == 0));
        if (Losses.IsMissing(fetch))
            Missing(words, fetch, job, axis, days);
        else if (fetch.State == FetchState.Cancelled)
            words.Say($"{fetch.Name} was stopped.");
    }

    private static string InFlight(FetchSnapshot fetch, CoverageAxis axis, Days days, bool alone)
    {
        var name = fetch.Name;
        return fetch.State switch
        {
            FetchState.Streaming when !alone => "",
            FetchState.Streaming when fetch.Progress is { } p and > 0 && axis.At(p) is { } until
                => $"{name} is covered to {days.About(until)}.",
            FetchState.Streaming => $"{name} is being read.",
            FetchState.Draining => $"{name} is read to its end; {SinkWords.Behind(fetch) ?? "the rest is on its way"}.",
            FetchState.Waiting when fetch.Reason is { } reason && !reason.Contains(name, StringComparison.Ordinal) => Ended($"{name} waits: {Inner(reason)}"),
            _ when fetch.Reason is { } reason => Ended(reason),
            FetchState.Queued => $"{name} is in line for a slot.",
            FetchState.Connecting => $"{name} is being asked.",
            _ => $"{name} waits.",
        };
    }

    private static string Absent(Gap gap, string name, Days days) => gap switch
    {
        { From: null, To: null } => $"{name} holds nothing of it.",
        { Kind: GapKind.OlderThanRetention, To: { } to } => $"{name} holds nothing before {days.Clock(to)}.",
        { Kind: GapKind.TooRecent, From: { } from } => $"{name} has nothing after {days.Clock(from)} on its disk yet.",
        { Kind: GapKind.NoCapture, From: { } from, To: { } to } => $"{name} captured nothing {days.Clock(from)}–{days.Clock(to)}.",
        { From: { } from, To: null } => $"{name} captured nothing from {days.Clock(from)} on.",
        _ => Ended(gap.Reason),
    };

    private static void Missing(SentenceBuilder words, FetchSnapshot fetch, JobSnapshot job, CoverageAxis axis, Days days)
    {
        var gaps = Losses.Missing(fetch);
        var whole = Losses.IsWhole(fetch, axis);
        var first = gaps.Count > 0 ? gaps[0] : null;
        if (whole || first is null || first.Kind == GapKind.Failed)
        {
            words.Say(Ended(fetch.Reason ?? first?.Reason ?? $"{fetch.Name} failed."));
            if (job.State != JobState.Failed)
                words.Lose(whole ? $"All of {fetch.Name} is missing" : Count(gaps, axis, job, upper: true)).Close(".");
            return;
        }

        words.Say($"{fetch.Name} {What(first.Kind)}{(first.From is { } at ? $" at {days.Clock(at)}" : "")}:")
            .Lose(Count(gaps, axis, job, upper: false))
            .Close(first.Kind == GapKind.LimitReached ? "." : "; Retry fetches " + (Losses.Length(gaps, axis) is null ? "it." : "them."));
    }

    private static string What(GapKind kind) => kind switch
    {
        GapKind.CutByServer => "ended its answer early",
        GapKind.CutByNetwork => "lost its connection",
        _ => "stopped at the limit",
    };

    private static string Count(IReadOnlyList<Gap> gaps, CoverageAxis axis, JobSnapshot job, bool upper)
    {
        if (Losses.Length(gaps, axis) is not { } length || gaps.Count == 0)
            return upper ? "Part of it is missing" : "part of your window is missing";
        var are = length < TimeSpan.FromSeconds(1) || length == TimeSpan.FromMinutes(1) ? "is" : "are";
        var stretch = Spans.Stretch(length);
        if (upper)
            stretch = char.ToUpperInvariant(stretch[0]) + stretch[1..];
        return job.State.IsFinal() ? $"{stretch} of your window {are} missing" : $"{stretch} {are} missing so far";
    }

    // A sentence within another: its first word loses its capital, but for a name.
    private static string Inner(string sentence) =>
        sentence.StartsWith(SinkWords.Gravwell, StringComparison.Ordinal) || sentence.Length < 2 || !char.IsLower(sentence[1]) ? sentence : char.ToLowerInvariant(sentence[0]) + sentence[1..];

    private static string Ended(string sentence) => sentence.TrimEnd() is var text && text.EndsWith('.') ? text : text + ".";
}
