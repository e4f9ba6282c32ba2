using System.Text.Json;
using System.Text.Json.Serialization;
using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Jobs;
using PacketFleet.Wire;

namespace PacketFleet.Web.Persistence;

/// <summary>Rows to the engine's records and back.</summary>
internal static class RowMapping
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Nanoseconds since 1970.</summary>
    public static long Nanoseconds(this DateTimeOffset moment) => PacketTime.From(moment).Nanoseconds;

    /// <summary>Nanoseconds since 1970.</summary>
    public static long? Nanoseconds(this DateTimeOffset? moment) => moment?.Nanoseconds();

    /// <summary>A new job's row with its fetches.</summary>
    public static JobRow ToRow(this NewJob job) => new()
    {
        Query = job.Query,
        Pinned = job.Pinned,
        WindowAfter = job.Window.After?.Nanoseconds,
        WindowBefore = job.Window.Before?.Nanoseconds,
        PinnedAt = job.PinnedAt.Nanoseconds,
        Source = job.Source,
        SourceBytes = job.SourceBytes,
        CaseName = job.Case,
        Note = job.Note,
        RequestedBy = job.RequestedBy,
        CreatedAt = job.CreatedAt.Nanoseconds(),
        LimitPackets = job.Limits.Packets,
        LimitBytes = job.Limits.Bytes,
        LimitSeconds = job.Limits.Seconds,
        WaitForRecent = job.WaitForRecent,
        State = JobState.Queued,
        Fetches = [.. job.Fetches.Select((f, i) => new FetchRow { Region = f.Region, Shift = f.Shift, Position = i, State = FetchState.Queued, Sinks = WriteSinks([.. f.Sinks.Select(s => new SinkSnapshot(s, 0, 0))]) })],
    };

    /// <summary>A job's record with its fetches in the order chosen.</summary>
    public static JobRecord ToRecord(this JobRow row)
    {
        FetchRecord[] fetches = [.. row.Fetches.OrderBy(f => f.Position).Select(ToRecord)];
        var job = new NewJob(
            row.Query,
            row.Pinned,
            new TimeWindow(Time(row.WindowAfter), Time(row.WindowBefore)),
            new PacketTime(row.PinnedAt),
            row.Source,
            row.SourceBytes,
            row.CaseName,
            row.Note,
            row.RequestedBy,
            Moment(row.CreatedAt),
            new JobLimits(row.LimitPackets, row.LimitBytes, row.LimitSeconds),
            row.WaitForRecent,
            [.. fetches.Select(f => new NewFetch(f.Region, f.Shift, [.. f.Snapshot.Sinks.Select(s => s.Name)]))]);
        return new JobRecord(row.Id, row.Epoch, job, row.State, Moment(row.StartedAt), Moment(row.FinishedAt), fetches);
    }

    /// <summary>A fetch's record.</summary>
    public static FetchRecord ToRecord(this FetchRow row) => new()
    {
        Job = row.Job,
        Region = row.Region,
        Epoch = row.Epoch,
        Shift = row.Shift,
        CommittedPackets = row.CommittedPackets,
        CommittedBytes = row.CommittedBytes,
        CommittedHash = unchecked((ulong)row.CommittedHash),
        Slices = row.Slices,
        Snapshot = new FetchSnapshot
        {
            Name = row.Region,
            State = row.State,
            Verdict = row.Verdict,
            Reason = row.Reason,
            Attempt = row.Attempt,
            Packets = row.Packets,
            Bytes = row.Bytes,
            CutPackets = row.CutPackets,
            DeliveredPackets = row.DeliveredPackets,
            DeliveredBytes = row.DeliveredBytes,
            Gaps = ReadGaps(row.Gaps),
            Assumption = row.Assumption,
            Progress = row.Progress,
            FirstPacket = Time(row.FirstPacket),
            LastPacket = Time(row.LastPacket),
            StartedAt = Moment(row.StartedAt),
            FinishedAt = Moment(row.FinishedAt),
            Sinks = ReadSinks(row),
        },
    };

    /// <summary>A segment's row.</summary>
    public static SegmentRow ToRow(this SegmentRecord segment) => new()
    {
        Job = segment.Job,
        Region = segment.Region,
        Attempt = segment.Attempt,
        Slice = segment.Slice,
        Number = segment.Number,
        File = segment.File,
        Packets = segment.Packets,
        Bytes = segment.Bytes,
        FileBytes = segment.FileBytes,
        FirstPacket = segment.First.Nanoseconds,
        LastPacket = segment.Last.Nanoseconds,
        CommittedAt = segment.CommittedAt.Nanoseconds(),
        Spooled = segment.Spooled,
    };

    /// <summary>A segment's record.</summary>
    public static SegmentRecord ToRecord(this SegmentRow row) => new(
        row.Job, row.Region, row.Attempt, row.Slice, row.Number, row.File, row.Packets, row.Bytes, row.FileBytes, new PacketTime(row.FirstPacket), new PacketTime(row.LastPacket), Moment(row.CommittedAt), row.Spooled);

    /// <summary>An event's record.</summary>
    public static JobEvent ToRecord(this EventRow row) => new(Moment(row.At), row.Region, row.Level, row.Message);

    /// <summary>Gaps as JSON, null where there are none.</summary>
    public static string? WriteGaps(IReadOnlyList<Gap> gaps) =>
        gaps.Count == 0 ? null : JsonSerializer.Serialize(gaps.Select(g => new GapRow(g.Kind, g.From?.Nanoseconds, g.To?.Nanoseconds, g.Reason)), Json);

    private static IReadOnlyList<Gap> ReadGaps(string? json) =>
        json is null ? [] : [.. JsonSerializer.Deserialize<GapRow[]>(json, Json)!.Select(g => new Gap(g.Kind, Time(g.From), Time(g.To), g.Reason))];

    /// <summary>Sinks as JSON, null where there are none.</summary>
    public static string? WriteSinks(IReadOnlyList<SinkSnapshot> sinks) => sinks.Count == 0 ? null : JsonSerializer.Serialize(sinks, Json);

    // Rows of the time when the archive was the only sink say nothing of it.
    private static IReadOnlyList<SinkSnapshot> ReadSinks(FetchRow row) => row.Sinks is { } json
        ? JsonSerializer.Deserialize<SinkSnapshot[]>(json, Json)!
        : [new SinkSnapshot("Archive", row.DeliveredPackets, 0, row.DeliveredBytes)];

    /// <summary>A stored moment.</summary>
    public static DateTimeOffset Moment(long nanoseconds) => new PacketTime(nanoseconds).ToDateTimeOffset();

    private static DateTimeOffset? Moment(long? nanoseconds) => nanoseconds is { } n ? Moment(n) : null;

    private static PacketTime? Time(long? nanoseconds) => nanoseconds is { } n ? new PacketTime(n) : null;

    private sealed record GapRow(GapKind Kind, long? From, long? To, string Reason);
}
