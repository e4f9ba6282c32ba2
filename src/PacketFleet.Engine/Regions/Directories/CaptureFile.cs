namespace PacketFleet.Engine.Regions.Directories;

/// <summary>
/// A file of captures as it was when it was read through: only its first <see cref="Size"/> bytes are ever looked at, so that
/// a file that goes on growing does not change under a reader. Path, size and time of change are its identity.
/// </summary>
internal sealed class CaptureFile
{
    /// <summary>A capture changed within so long is taken to be still written: it ends inside a packet as a matter of course.</summary>
    public static readonly TimeSpan WritingTime = TimeSpan.FromSeconds(30);

    private WeakReference<PacketIndex>? _index;

    public required string Path { get; init; }

    public required string Name { get; init; }

    public required long Size { get; init; }

    public required DateTimeOffset Modified { get; init; }

    /// <summary>Whole packets.</summary>
    public long Packets { get; init; }

    /// <summary>The earliest time in it; meaningless without packets.</summary>
    public long First { get; init; } = long.MaxValue;

    /// <summary>The latest time in it; meaningless without packets.</summary>
    public long Last { get; init; } = long.MinValue;

    /// <summary>No packet is earlier than the one before it.</summary>
    public bool InOrder { get; init; } = true;

    /// <summary>Ascending.</summary>
    public IReadOnlyList<int> LinkTypes { get; init; } = [];

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public FileFault? Fault { get; init; }

    /// <summary>The fault that counts at this moment: that the end of a file still being written is missing is none.</summary>
    public FileFault? FaultAt(DateTimeOffset now) => Fault is { IsTruncation: true } && (now - Modified).Duration() < WritingTime ? null : Fault;

    /// <summary>Where its packets are, by time; kept as long as somebody uses it and memory allows. Null when cancelled.</summary>
    public PacketIndex? Index(CaptureFileHandle handle, CancellationToken cancellation)
    {
        if (_index is { } kept && kept.TryGetTarget(out var index))
            return index;
        index = PacketIndex.Build(this, handle, cancellation);
        if (index is not null)
            _index = new WeakReference<PacketIndex>(index);
        return index;
    }
}

/// <summary>What is wrong with a file.</summary>
/// <param name="Sentence">Subject and predicate, without a full stop: "file a.pcap ends in the middle of packet 12, at byte 1,408".</param>
/// <param name="IsTruncation">Its end is missing, and nothing else.</param>
/// <param name="MayPass">Reading it again may help.</param>
internal sealed record FileFault(string Sentence, bool IsTruncation = false, bool MayPass = false);
