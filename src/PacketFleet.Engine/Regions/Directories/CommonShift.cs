using Microsoft.Extensions.Logging;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Directories;

/// <summary>
/// The one shift of all regions that are rebased: the newest packet of all of them ends up just before the program's start, and a
/// packet that passed two of them keeps its distance. Safe for concurrent calls.
/// </summary>
/// <param name="startedAt">When the program started.</param>
/// <param name="log">Told of the shift, once.</param>
internal sealed partial class CommonShift(PacketTime startedAt, ILogger log)
{
    // Rebased captures end so long before the start.
    private const long Gap = PacketTime.Second;

    private readonly List<CaptureDirectory> _directories = [];
    private readonly Lock _gate = new();
    private long? _shift;

    /// <summary>Adds a directory. All are added before any is asked.</summary>
    public void Add(CaptureDirectory directory)
    {
        lock (_gate)
            _directories.Add(directory);
    }

    /// <summary>
    /// The shift in nanoseconds, taken when packets are first found and then kept: a directory that can be read only later is
    /// shifted by the same. Looks into all directories before, which takes as long as reading their files; 0 as long as there are no packets.
    /// </summary>
    public async Task<long> GetAsync()
    {
        if (Known() is { } known)
            return known;
        var newest = (await Task.WhenAll(Directories().Select(d => d.LookAsync()))).Max(inventory => inventory.Newest?.Nanoseconds);
        lock (_gate)
        {
            if (_shift is null && newest is { } time)
            {
                _shift = Shifted.Add(startedAt.Nanoseconds, -(Int128)time - Gap);
                LogRebased(log, _directories.Count, new PacketTime(time), new PacketTime(startedAt.Nanoseconds - Gap));
            }

            return _shift ?? 0;
        }
    }

    private long? Known()
    {
        lock (_gate)
            return _shift;
    }

    private CaptureDirectory[] Directories()
    {
        lock (_gate)
            return [.. _directories];
    }

    [LoggerMessage(1103, LogLevel.Information, "Directories rebased together: {Directories}; their newest packet, of {Newest}, is shown at {At}")]
    private static partial void LogRebased(ILogger logger, int directories, PacketTime newest, PacketTime at);
}
