namespace PacketFleet.Web.Components.Pictures;

/// <summary>What a stretch of a coverage bar says. Ordered by what must not be lost when stretches are too small to show apart.</summary>
public enum CoverageKind
{
    /// <summary>Not asked yet: a thread.</summary>
    NotAsked,

    /// <summary>Being read, and how far is unknown: a thread in the colour of progress.</summary>
    Reading,

    /// <summary>A region holds it (before anything is asked): full.</summary>
    Held,

    /// <summary>Read to its end: full.</summary>
    Covered,

    /// <summary>Being read just now: full.</summary>
    Running,

    /// <summary>The region does not hold it: hollow.</summary>
    Absent,

    /// <summary>Someone stopped it: grey hatch.</summary>
    Cancelled,

    /// <summary>The region has, or may have, more than came: hatched.</summary>
    Missing,
}
