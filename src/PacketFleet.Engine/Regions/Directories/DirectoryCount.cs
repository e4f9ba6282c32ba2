using System.Globalization;
using System.Threading.Channels;
using PacketFleet.Engine.Preview;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Engine.Regions.Directories;

/// <summary>Counts the packets of a directory, minute by minute. Blocks; bounded in time, in bytes and in minutes.</summary>
internal sealed class DirectoryCount(string region, IReadOnlyList<CaptureFile> files, CountRequest request, TimeProvider time, long began)
{
    /// <summary>Minutes with packets; thirty days.</summary>
    private const int MostMinutes = 30 * 24 * 60;

    private const long Minute = 60 * PacketTime.Second;
    private const int RecordHead = 16;
    private const int LookUpEvery = 1024;

    private readonly FrameMatcher? _matcher = request.Query.Filter is { } filter ? new FrameMatcher(filter) : null;
    private long _minute = long.MinValue;
    private long _packets;
    private long _bytes;
    private int _minutes;

    /// <summary>Counts and writes the steps; the writer is completed in every case, with what went wrong if it is a bug.</summary>
    public void Run(ChannelWriter<CountStep> steps, CancellationToken cancellation)
    {
        try
        {
            Count(steps, cancellation);
            steps.Complete();
        }
        catch (OperationCanceledException)
        {
            steps.TryComplete();
        }
        catch (Exception e)
        {
            steps.TryComplete(e);
        }
    }

    private void Count(ChannelWriter<CountStep> steps, CancellationToken cancellation)
    {
        var span = AskedSpan.From(request.Window, request.Shift);
        var whole = Math.Max(1, files.Where(span.Touches).Sum(f => f.Size));
        using var merge = new DirectoryMerge(files, span, time.GetUtcNow(), cancellation);
        string? limit = null;
        var reached = 0L;
        for (long seen = 1; limit is null && merge.TryRead(out var packet); seen++)
        {
            packet = packet with { Time = Shifted.Add(packet.Time, request.Shift) };
            reached = packet.Time - Mod(packet.Time);
            _bytes += RecordHead + packet.Data.Length;
            limit = Limit(seen, reached);
            if (limit is null && (_matcher is null || _matcher.Matches(packet)))
                Add(reached, steps, whole, cancellation);
        }

        cancellation.ThrowIfCancellationRequested();

        // What is told is counted whole: packets come in the order of time, so only the minute reached may be half counted.
        if (limit is not null && reached == _minute)
            _packets = 0;
        Flush(steps, 1, cancellation);
        Write(steps, limit is null ? Ended(merge) : Stopped(limit, new(reached)), cancellation);
    }

    private void Add(long minute, ChannelWriter<CountStep> steps, long whole, CancellationToken cancellation)
    {
        if (minute != _minute)
        {
            Flush(steps, Math.Min(1, (double)_bytes / whole), cancellation);
            _minute = minute;
            _minutes++;
        }

        _packets++;
    }

    private static long Mod(long at) => ((at % Minute) + Minute) % Minute;

    private void Flush(ChannelWriter<CountStep> steps, double progress, CancellationToken cancellation)
    {
        if (_packets > 0)
            Write(steps, new CountedPart(new(_minute), _packets, false, progress), cancellation);
        _packets = 0;
    }

    private static void Write(ChannelWriter<CountStep> steps, CountStep step, CancellationToken cancellation)
    {
        if (!steps.TryWrite(step))
            steps.WriteAsync(step, cancellation).AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Why it may not go on with this packet; null where it may.</summary>
    private string? Limit(long seen, long minute)
    {
        if (_bytes > request.MostBytes)
            return string.Create(CultureInfo.InvariantCulture, $"has more to read than {request.MostBytes / (1 << 20):N0} MiB");
        if (_minutes >= MostMinutes && minute != _minute)
            return string.Create(CultureInfo.InvariantCulture, $"has packets in more than {MostMinutes:N0} minutes");
        if (seen % LookUpEvery == 0 && time.GetElapsedTime(began) > request.Within)
            return string.Create(CultureInfo.InvariantCulture, $"takes longer to read than {request.Within.TotalSeconds:0.#} s");
        return null;
    }

    private CountEnd Stopped(string limit, PacketTime reached)
    {
        var counted = request.Window.Intersect(new(null, reached));
        return counted.IsEmpty
            ? new(false, $"{region} {limit}; nothing was counted: narrow the window.", null)
            : new(false, $"{region} {limit}; what is after {reached} was not counted: narrow the window.", counted);
    }

    private CountEnd Ended(DirectoryMerge merge)
    {
        var now = time.GetUtcNow();
        var fault = merge.Faults.FirstOrDefault() ?? files.Where(f => f.Packets == 0).Select(f => f.FaultAt(now)).FirstOrDefault(f => f is not null);
        return fault is null ? new(true, null, request.Window) : new(false, $"{region}: {fault.Sentence}; everything else was counted.", request.Window);
    }
}
