namespace PacketFleet.Web.Components.Pictures;

/// <summary>The silhouettes of states. Each differs in shape, not in colour alone.</summary>
public enum StateMark
{
    /// <summary>A pie that fills.</summary>
    Pie,

    /// <summary>A clock.</summary>
    Waiting,

    /// <summary>A dashed ring.</summary>
    Queued,

    /// <summary>A dashed ring with an arrow.</summary>
    Connecting,

    /// <summary>A disc with a tick.</summary>
    Complete,

    /// <summary>A ring with a dash.</summary>
    Absent,

    /// <summary>A half disc.</summary>
    Partial,

    /// <summary>A triangle.</summary>
    Missing,

    /// <summary>An octagon with a cross.</summary>
    Failed,

    /// <summary>A ring with a slash.</summary>
    Cancelled,
}
