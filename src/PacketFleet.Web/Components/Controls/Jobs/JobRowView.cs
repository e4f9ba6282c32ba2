using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>Everything a row is drawn from. Where none of it has changed (a job by its version), the row is not drawn again.</summary>
/// <param name="Job">The job.</param>
/// <param name="Day">Today, in the zone.</param>
/// <param name="Zone">The zone to show times in.</param>
public sealed record JobRowView(JobSnapshot Job, DateOnly Day, TimeZoneInfo Zone)
{
    /// <summary>It has just ended.</summary>
    public bool Fresh { get; init; }

    /// <summary>Its regions are shown.</summary>
    public bool Open { get; init; }

    /// <summary>The one row that the Tab key reaches.</summary>
    public bool Current { get; init; }

    /// <summary>Someone has chosen it.</summary>
    public bool Selected { get; init; }

    /// <summary>Its menu is open.</summary>
    public bool Menu { get; init; }

    /// <summary>Among the last rows: its menu opens upwards.</summary>
    public bool Low { get; init; }

    /// <summary>Rises each time it shall take the focus; 0 = never yet.</summary>
    public int Focus { get; init; }

    /// <inheritdoc/>
    public bool Equals(JobRowView? other) => other is not null
        && (Job.Id, Job.Version, Day, Fresh, Open, Current, Selected, Menu, Low, Focus)
            == (other.Job.Id, other.Job.Version, other.Day, other.Fresh, other.Open, other.Current, other.Selected, other.Menu, other.Low, other.Focus)
        && Zone.Equals(other.Zone);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Job.Id, Job.Version);
}
