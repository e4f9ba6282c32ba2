using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Persistence;

internal sealed partial class JobStore
{
    private const int FilesPerRead = 10_000;

    /// <inheritdoc/>
    public Task<IReadOnlyList<SegmentRecord>> SegmentsAsync(long job, string? region, CancellationToken cancellation) => ReadAsync<IReadOnlyList<SegmentRecord>>(
        context =>
        {
            var segments = context.Segments.Where(s => s.Job == job);
            if (region is not null)
                segments = segments.Where(s => s.Region == region);
            return [.. segments.OrderBy(s => s.Id).AsEnumerable().Select(s => s.ToRecord())];
        },
        cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredJob>> StoredJobsAsync(CancellationToken cancellation) => ReadAsync<IReadOnlyList<StoredJob>>(
        context =>
        [
            .. context.Segments
                .GroupBy(s => s.Job)
                .Select(g => new { Job = g.Key, FileBytes = g.Sum(s => s.FileBytes), StoredAt = g.Max(s => s.CommittedAt) })
                .Join(context.Jobs, s => s.Job, j => j.Id, (s, j) => new { s.Job, j.IsFinal, s.FileBytes, s.StoredAt })
                .AsEnumerable()
                .Select(s => new StoredJob(s.Job, s.IsFinal == 1, s.FileBytes, RowMapping.Moment(s.StoredAt))),
        ],
        cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ForgetSegmentsAsync(long job, CancellationToken cancellation) => WriteAsync<IReadOnlyList<string>>(
        context =>
        {
            if (!context.Jobs.Any(j => j.Id == job && j.IsFinal == 1))
                return [];
            var segments = context.Segments.Where(s => s.Job == job);
            string[] files = [.. segments.OrderBy(s => s.Id).Select(s => s.File)];
            segments.ExecuteDelete();
            context.Fetches.Where(f => f.Job == job).ExecuteUpdate(set => set
                .SetProperty(f => f.CommittedPackets, 0)
                .SetProperty(f => f.CommittedBytes, 0)
                .SetProperty(f => f.CommittedHash, 0)
                .SetProperty(f => f.Slices, (string?)null));
            return files;
        },
        cancellation);

    /// <inheritdoc/>
    public Task ForgetSpooledAsync(long job, string region, int number, CancellationToken cancellation) => WriteAsync(
        context => context.Segments.Where(s => s.Job == job && s.Region == region && s.Number == number && s.Spooled).ExecuteDelete(),
        cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> SegmentFilesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (long last = 0; ;)
        {
            var after = last;
            var page = await ReadAsync(
                context => context.Segments.Where(s => s.Id > after).OrderBy(s => s.Id).Take(FilesPerRead).Select(s => new { s.Id, s.File }).ToArray(),
                cancellation).ConfigureAwait(false);
            foreach (var segment in page)
                yield return segment.File;
            if (page.Length < FilesPerRead)
                yield break;
            last = page[^1].Id;
        }
    }
}
