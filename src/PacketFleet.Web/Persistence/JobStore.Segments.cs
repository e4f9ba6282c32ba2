using System.Runtime.CompilerServices;
using PacketFleet.Engine.Delivery;

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
