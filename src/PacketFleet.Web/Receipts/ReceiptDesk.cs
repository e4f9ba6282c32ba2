using PacketFleet.Engine.Archive;
using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Controls.Jobs;
using PacketFleet.Web.Hosting;
using PacketFleet.Wire;

namespace PacketFleet.Web.Receipts;

/// <summary>Writes receipts of jobs. Safe for concurrent calls.</summary>
public sealed class ReceiptDesk(IJobs jobs, IJobStore store, SegmentSums sums, TimeProvider clock)
{
    /// <summary>A job's receipt, with no file read; null = no such job.</summary>
    public async Task<JobReceipt?> FindAsync(long id, CancellationToken cancellation = default)
    {
        if (await jobs.GetAsync(id, cancellation) is not { } job || await jobs.SlicesAsync(id, cancellation) is not { } slices)
            return null;
        var files = await FilesAsync(id, cancellation);
        var archived = job.Sinks.Where(s => s.Name == "Archive").Sum(s => s.DeliveredPackets);
        return new JobReceipt
        {
            Job = job.Id,
            Program = $"PacketFleet.Web {ProgramVersion.Full}",
            WrittenAt = clock.GetUtcNow(),
            RequestedBy = job.RequestedBy,
            Case = job.Case,
            Note = job.Note,
            Query = job.Query,
            Pinned = job.Pinned,
            Window = job.Window,
            Source = job.Source,
            SourceBytes = job.SourceBytes,
            CreatedAt = job.CreatedAt,
            StartedAt = job.StartedAt,
            FinishedAt = job.FinishedAt,
            State = job.State,
            Summary = string.Concat(VerdictSentence.Of(job, TimeZoneInfo.Utc).Select(p => p.Text)),
            Packets = job.Packets,
            Bytes = job.Bytes,
            Regions = [.. job.Regions.Select(r => Of(r, job, slices.FirstOrDefault(s => string.Equals(s.Region, r.Name, StringComparison.Ordinal))))],
            Files = [.. files.Select(f => new ReceiptFile(f.File, f.Region, f.Packets, f.FileBytes, null, null))],
            RemovedPackets = job.State.IsFinal() ? Math.Max(0, archived - files.Sum(f => f.Packets)) : 0,
        };
    }

    /// <summary>The same receipt with the SHA-256 of each file, or why there is none. Reads every file.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="progress">Told after each block, and after each file, on whatever thread.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<JobReceipt> WithSumsAsync(JobReceipt receipt, Action<SumProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var stored = (await FilesAsync(receipt.Job, cancellation)).ToDictionary(f => f.File, StringComparer.Ordinal);
        var files = new List<ReceiptFile>(receipt.Files.Count);
        long read = 0;
        foreach (var file in receipt.Files)
        {
            var sum = stored.TryGetValue(file.Name, out var segment)
                ? await sums.OfAsync(segment, Told, cancellation)
                : new SegmentSum(null, $"The archive's file {file.Name} was removed meanwhile: ask for the receipt again.");
            files.Add(file with { Sha256 = sum.Sha256, Problem = sum.Problem });
            progress?.Invoke(new(files.Count, read));
        }

        return receipt with { Files = files };

        void Told(int bytes) => progress?.Invoke(new(files.Count, read += bytes));
    }

    private async Task<IReadOnlyList<SegmentRecord>> FilesAsync(long id, CancellationToken cancellation) =>
        [.. (await store.SegmentsAsync(id, null, cancellation)).Where(s => !s.Spooled)];

    private static RegionReceipt Of(FetchSnapshot fetch, JobSnapshot job, RegionSlices? slices) => new()
    {
        Name = fetch.Name,
        State = fetch.State,
        Verdict = fetch.Verdict,
        Summary = Summary(fetch, job),
        Reason = fetch.Reason,
        Assumption = ToldWords.Of(fetch),
        Attempts = fetch.Attempt,
        Covered = CoveredTime.Of(job.Window, fetch, slices?.Slices ?? [], PacketTime.From(job.CreatedAt)),
        Gaps = fetch.Gaps,
        Packets = fetch.Packets,
        Bytes = fetch.Bytes,
        CutPackets = fetch.CutPackets,
        FirstPacket = fetch.FirstPacket,
        LastPacket = fetch.LastPacket,
        StartedAt = fetch.StartedAt,
        FinishedAt = fetch.FinishedAt,
        Sinks = fetch.Sinks,
    };

    private static string Summary(FetchSnapshot fetch, JobSnapshot job)
    {
        var word = StateWord.Of(fetch).Text;
        if (ToldWords.IsOnlyTold(fetch))
            return $"{word}, as far as it tells: {CoverageWords.Of(fetch, job, TimeZoneInfo.Utc)}.";
        var words = CoverageWords.Of(fetch, job, TimeZoneInfo.Utc);
        return words.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? $"{word}{words[word.Length..]}." : $"{word}: {words}.";
    }
}

/// <summary>How far the sums are.</summary>
/// <param name="Files">Files whose sum is known.</param>
/// <param name="Bytes">Bytes read.</param>
public readonly record struct SumProgress(int Files, long Bytes);
