using Microsoft.EntityFrameworkCore;
using PacketFleet.Web.Recall;

namespace PacketFleet.Web.Persistence;

internal sealed partial class JobStore : IQueryShelf
{
    private const int JobsLookedAt = 300;

    /// <inheritdoc/>
    public Task<IReadOnlyList<SavedQuery>> SavedAsync(string owner, CancellationToken cancellation = default) => ReadAsync<IReadOnlyList<SavedQuery>>(
        context =>
        [
            .. context.SavedQueries.Where(q => q.Owner == owner).AsEnumerable()
                .OrderBy(q => q.Name, StringComparer.OrdinalIgnoreCase)
                .Select(q => new SavedQuery(q.Name, q.Query, q.Source, RowMapping.Moment(q.SavedAt))),
        ],
        cancellation);

    /// <inheritdoc/>
    public Task<string?> SaveAsync(string owner, SavedQuery query, CancellationToken cancellation = default) => WriteAsync(
        context =>
        {
            var mine = context.SavedQueries.Where(q => q.Owner == owner);
            var savedAt = query.SavedAt.Nanoseconds();
            var replaced = mine.Where(q => q.Name == query.Name).ExecuteUpdate(set => set
                .SetProperty(q => q.Query, query.Query)
                .SetProperty(q => q.Source, query.Source)
                .SetProperty(q => q.SavedAt, savedAt));
            if (replaced > 0)
                return null;
            if (mine.Count() >= IQueryShelf.MaxSaved)
                return $"You keep {IQueryShelf.MaxSaved} queries already: forget one first.";

            context.SavedQueries.Add(new SavedQueryRow { Owner = owner, Name = query.Name, Query = query.Query, Source = query.Source, SavedAt = savedAt });
            context.SaveChanges();
            return null;
        },
        cancellation);

    /// <inheritdoc/>
    public Task ForgetAsync(string owner, string name, CancellationToken cancellation = default) =>
        WriteAsync(context => context.SavedQueries.Where(q => q.Owner == owner && q.Name == name).ExecuteDelete(), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RecentQuery>> RecentAsync(string owner, int most, CancellationToken cancellation = default) => ReadAsync<IReadOnlyList<RecentQuery>>(
        context =>
        [
            .. context.Jobs.Where(j => j.RequestedBy == owner).OrderByDescending(j => j.Id).Take(JobsLookedAt).Include(j => j.Fetches).AsEnumerable()
                .DistinctBy(j => (j.Query, j.Source))
                .Take(most)
                .Select(j => new RecentQuery(
                    j.Query, j.Source, j.CaseName, [.. j.Fetches.OrderBy(f => f.Position).Select(f => f.Region)], j.Id, RowMapping.Moment(j.CreatedAt))),
        ],
        cancellation);
}
