using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using PacketFleet.Engine.Preview;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Stenographers;

public sealed partial class StenographerRegion
{
    // A few damaged index files do not spoil a count; a sensor that fails at each is left alone.
    private const int MostFaults = 3;

    /// <inheritdoc/>
    /// <remarks>
    /// Asks the index of file after file, the newest first, so that a count that ends early is one of the latest time. The sensor is
    /// asked one question at a time, and may serve others between two.
    /// </remarks>
    public async IAsyncEnumerable<CountStep> CountAsync(CountRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var began = _time.GetTimestamp();
        if (CountRefusal.Find(Name, request) is { } refusal)
        {
            yield return new CountEnd(false, refusal, null);
            yield break;
        }

        var holdings = await HoldingsAsync(cancellation).ConfigureAwait(false);
        if (!holdings.Known)
        {
            yield return new CountEnd(false, holdings.Reason, null);
            yield break;
        }

        var files = CountPlan.Of(holdings, request);
        var text = request.Query.AskFor(TimeWindow.Everything);
        var most = Math.Min(files.Count, request.MostFiles);
        using var session = OpenDebug(cancellation, out _)!;
        string? fault = null;
        var faults = 0;
        var done = 0;
        for (; done < most && faults < MostFaults; done++)
        {
            if (_time.GetElapsedTime(began) > request.Within)
                break;

            var file = files[done];
            var counted = await CountAsync(session, file, text, cancellation).ConfigureAwait(false);
            if (counted.Fault is { } clause)
            {
                faults++;
                fault ??= clause;
            }

            if (counted.Fault is null)
                yield return new CountedPart(file.File.Start, counted.Packets, file.IsEdge, (done + 1.0) / most);
        }

        yield return End(request, files, done, fault, faults);
    }

    private async Task<PositionCount> CountAsync(DebugSession session, FileToCount file, string text, CancellationToken cancellation)
    {
        await _debugGate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await OnThreadAsync(() => Count(session, file, text), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _debugGate.Release();
        }
    }

    private static PositionCount Count(DebugSession session, FileToCount file, string text)
    {
        var page = string.Create(CultureInfo.InvariantCulture, $"/debug/t{file.Thread}/positions?name={file.File.Microseconds}");
        var answer = session.Ask(page, text, PositionCount.Read, out var failure);

        // A file that is not found has aged out since it was listed: nothing is left to count.
        return answer ?? (session.Status == HttpStatusCode.NotFound ? new(0, null) : new(0, failure!.Reason!.TrimEnd('.')));
    }

    private CountEnd End(CountRequest request, List<FileToCount> files, int done, string? fault, int faults)
    {
        var isWhole = done == files.Count;
        TimeWindow? counted = isWhole ? request.Window : done == 0 ? null : request.Window.Intersect(new(files[done - 1].File.Start, null));
        if (isWhole && faults == 0)
            return new(true, null, counted);

        var since = counted is { After: { } after } ? $"what is before {after} was not counted" : "nothing was counted";
        var reason = faults > 0 && !isWhole ? $"{Name} stopped answering the count ({fault}); {since}: look into its log."
            : faults > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Name} could not count {faults:N0} of {files.Count:N0} files ({fault}): look into its log.")
            : done >= request.MostFiles ? string.Create(CultureInfo.InvariantCulture, $"{Name} was asked for its newest {done:N0} of {files.Count:N0} files only; {since}: narrow the window.")
            : string.Create(CultureInfo.InvariantCulture, $"{Name} was counted for {request.Within.TotalSeconds:0.#} s only; {since}: narrow the window.");
        return new(false, reason, counted);
    }
}
