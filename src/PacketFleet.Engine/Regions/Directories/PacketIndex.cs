using System.Runtime.InteropServices;

namespace PacketFleet.Engine.Regions.Directories;

/// <summary>Where a packet lies in its file: 28 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct PacketPlace(long Time, long Offset, int Length, uint OriginalLength, int LinkType) : IComparable<PacketPlace>
{
    public int CompareTo(PacketPlace other)
    {
        var order = Time.CompareTo(other.Time);
        return order != 0 ? order : Offset.CompareTo(other.Offset);
    }
}

/// <summary>The packets of a file that is out of order, by time; those of the same time as they stand in the file.</summary>
internal sealed class PacketIndex
{
    /// <summary>Files with more packets are not sorted here: 224 MiB.</summary>
    public const int MostPackets = 8 * 1024 * 1024;

    private const int LookUpEvery = 4096;

    private readonly PacketPlace[] _places;

    private PacketIndex(PacketPlace[] places, FileFault? fault)
    {
        _places = places;
        Fault = fault;
    }

    public ReadOnlySpan<PacketPlace> Places => _places;

    /// <summary>How the reading ended that made it.</summary>
    public FileFault? Fault { get; }

    /// <summary>Reads the file through; null when cancelled.</summary>
    public static PacketIndex? Build(CaptureFile file, CaptureFileHandle handle, CancellationToken cancellation)
    {
        if (file.Packets > MostPackets)
            return new PacketIndex([], new FileFault(FormattableString.Invariant($"file {file.Name} is out of order and too long to be sorted here ({file.Packets:N0} packets): sort it with reordercap")));

        var places = new PacketPlace[file.Packets];
        var count = 0;
        using var reader = CaptureFileScanner.Open(file, handle, CaptureFileScanner.BufferSize);
        while (count < places.Length && reader.TryRead(out var packet))
        {
            places[count++] = new PacketPlace(packet.Time, reader.DataOffset, packet.Data.Length, packet.OriginalLength, packet.LinkType);
            if (count % LookUpEvery == 0 && cancellation.IsCancellationRequested)
                return null;
        }

        var fault = file.Fault;
        if (count < places.Length)
        {
            Array.Resize(ref places, count);
            fault = CaptureFileScanner.FaultOf(file, reader.Outcome) ?? new FileFault($"file {file.Name} changed while it was read", MayPass: true);
        }

        Array.Sort(places);
        return new PacketIndex(places, fault);
    }

    /// <summary>The place of the first packet not before this time.</summary>
    public int FirstAt(long time)
    {
        int low = 0, high = _places.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_places[middle].Time < time)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
