using PacketFleet.Engine.Jobs;
using PacketFleet.Wire;

namespace PacketFleet.Web.Components.Pictures;

/// <summary>The time that a job's bars stand for. All bars of a job share it.</summary>
/// <param name="Start">Left end; null where nothing tells it.</param>
/// <param name="End">Right end; null where nothing tells it.</param>
public readonly record struct CoverageAxis(PacketTime? Start, PacketTime? End)
{
    /// <summary>No times: a bar shows progress only.</summary>
    public static readonly CoverageAxis Unknown;

    /// <summary>Both ends are known.</summary>
    public bool IsKnown => Start is not null && End is not null;

    /// <summary>
    /// The job's window. An open start is taken at the earliest moment any region tells of (a packet, the edge of a gap),
    /// an open end at the moment of submission or the latest such moment.
    /// </summary>
    public static CoverageAxis For(JobSnapshot job)
    {
        if (job.Window is { After: { } after, Before: { } before })
            return Checked(after, before);

        PacketTime? earliest = null, latest = null;
        foreach (var region in job.Regions)
        {
            Note(region.FirstPacket);
            Note(region.LastPacket);
            foreach (var gap in region.Gaps)
            {
                Note(gap.From);
                Note(gap.To);
            }
        }

        var submitted = PacketTime.From(job.CreatedAt);
        var start = job.Window.After ?? earliest;
        var end = job.Window.Before ?? (latest > submitted ? latest : submitted);
        return Checked(start, end);

        void Note(PacketTime? time)
        {
            if (time is not { } known)
                return;
            if (earliest is null || known < earliest)
                earliest = known;
            if (latest is null || known > latest)
                latest = known;
        }
    }

    /// <summary>Where a moment stands, 0 to 1; moments outside stand at the nearer end.</summary>
    public double Place(PacketTime time) => IsKnown
        ? Math.Clamp((double)((Int128)time.Nanoseconds - Start!.Value.Nanoseconds) / (double)((Int128)End!.Value.Nanoseconds - Start.Value.Nanoseconds), 0, 1)
        : 0;

    /// <summary>The moment at a place; null where the axis has no times.</summary>
    public PacketTime? At(double place) => IsKnown
        ? new PacketTime((long)(Start!.Value.Nanoseconds + (Int128)(((double)End!.Value.Nanoseconds - Start.Value.Nanoseconds) * Math.Clamp(place, 0, 1))))
        : null;

    private static CoverageAxis Checked(PacketTime? start, PacketTime? end) => start < end ? new(start, end) : Unknown;
}
