using PacketFleet.Wire.Captures;

namespace PacketFleet.Engine.Regions.Directories;

/// <summary>Reads a file of captures through, to know what is in it.</summary>
internal static class CaptureFileScanner
{
    /// <summary>Bytes read at once: many files are read one after the other, so it stays below the large object heap.</summary>
    public const int BufferSize = 60 * 1024;

    // Enough to tell; a pcapng may declare thousands.
    private const int MostLinkTypes = 64;

    /// <summary>Never throws for what is in the file or happens to it.</summary>
    public static CaptureFile Scan(CaptureFile listed)
    {
        using var handle = new CaptureFileHandle(listed, keepOpen: true);
        using var reader = Open(listed, handle, BufferSize);
        var linkTypes = new SortedSet<int>();
        long first = long.MaxValue, last = long.MinValue, previous = long.MinValue;
        var lastLinkType = -1;
        var inOrder = true;
        while (reader.TryRead(out var packet))
        {
            inOrder &= packet.Time >= previous;
            previous = packet.Time;
            first = Math.Min(first, previous);
            last = Math.Max(last, previous);
            if (packet.LinkType != lastLinkType && linkTypes.Count < MostLinkTypes)
                linkTypes.Add(lastLinkType = packet.LinkType);
        }

        return new CaptureFile
        {
            Path = listed.Path,
            Name = listed.Name,
            Size = listed.Size,
            Modified = listed.Modified,
            Packets = reader.Packets,
            First = first,
            Last = last,
            InOrder = inOrder,
            LinkTypes = [.. linkTypes],
            Fault = FaultOf(listed, reader.Outcome),
        };
    }

    public static CaptureReader Open(CaptureFile file, CaptureFileHandle handle, int bufferSize) =>
        CaptureReader.Open(new CaptureFileStream(handle), bufferSize: bufferSize, subject: $"file {file.Name}");

    /// <summary>What the end of a reading means for the file.</summary>
    public static FileFault? FaultOf(CaptureFile file, CaptureOutcome outcome) => outcome.End switch
    {
        CaptureEnd.Reading or CaptureEnd.Complete => null,
        CaptureEnd.Truncated => new FileFault(outcome.Reason!, IsTruncation: true),
        CaptureEnd.StreamFailed when outcome.Error is FileNotFoundException or DirectoryNotFoundException => new FileFault($"file {file.Name} is no longer there", MayPass: true),
        CaptureEnd.StreamFailed when outcome.Error is UnauthorizedAccessException => new FileFault($"file {file.Name} may not be read by the user of this service", MayPass: true),
        CaptureEnd.StreamFailed => new FileFault(outcome.Reason!, MayPass: true),
        _ => new FileFault(outcome.Reason!),
    };
}
