using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Directories;

/// <summary>What a directory held when it was last looked through.</summary>
internal sealed class DirectoryInventory(IReadOnlyList<CaptureFile> files, DirectoryProblem? problem = null)
{
    /// <summary>By name.</summary>
    public IReadOnlyList<CaptureFile> Files { get; } = files;

    /// <summary>Why it cannot be used; null when it can.</summary>
    public DirectoryProblem? Problem { get; } = problem;

    public long Packets { get; } = files.Sum(file => file.Packets);

    /// <summary>The earliest time in the files; null without packets.</summary>
    public PacketTime? Oldest { get; } = files.Any(HasPackets) ? new PacketTime(files.Where(HasPackets).Min(file => file.First)) : null;

    /// <summary>The latest time in the files; null without packets.</summary>
    public PacketTime? Newest { get; } = files.Any(HasPackets) ? new PacketTime(files.Where(HasPackets).Max(file => file.Last)) : null;

    private static bool HasPackets(CaptureFile file) => file.Packets > 0;
}

/// <summary>Why a directory cannot be used.</summary>
/// <param name="Predicate">What follows the region's name, with the mend, without a full stop.</param>
/// <param name="MayPass">Asking again may help.</param>
internal sealed record DirectoryProblem(string Predicate, bool MayPass);
