using PacketFleet.Engine.Archive;
using PacketFleet.Engine.Delivery;

namespace PacketFleet.Web.Tests.Api;

/// <summary>Writes the names of the segments in place of packets; can break on the way, or wait for its reader.</summary>
internal sealed class FakeDownload : ICaptureDownload
{
    public IReadOnlyList<int> Links { get; set; } = [1];

    public bool BreakBeforeFirstByte { get; set; }

    public bool BreakInTheMiddle { get; set; }

    /// <summary>Where set, the second half is written only after it has ended.</summary>
    public Task? Gate { get; set; }

    public string? Comment { get; private set; }

    public Task<IReadOnlyList<int>> LinkTypesAsync(IReadOnlyList<SegmentRecord> segments, CancellationToken cancellation) => Task.FromResult(Links);

    public async Task WriteAsync(IReadOnlyList<SegmentRecord> segments, CaptureFormat format, string comment, Stream destination, CancellationToken cancellation)
    {
        Comment = comment;
        if (BreakBeforeFirstByte)
            throw new IOException("the disk is gone: secret-path");
        await destination.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"{format}:"), cancellation);
        await destination.FlushAsync(cancellation);
        if (Gate is { } gate)
            await gate.WaitAsync(cancellation);
        if (BreakInTheMiddle)
            throw new IOException("the disk is gone: secret-path");
        await destination.WriteAsync(System.Text.Encoding.UTF8.GetBytes(string.Join(',', segments.Select(s => s.File))), cancellation);
    }
}
