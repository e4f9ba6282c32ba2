namespace PacketFleet.Web.Recall;

/// <summary>The queries someone has named to keep, and those asked lately. Safe for concurrent calls.</summary>
public interface IQueryShelf
{
    /// <summary>Names are at most so many UTF-16 units.</summary>
    const int MaxName = 80;

    /// <summary>Most queries one person may keep.</summary>
    const int MaxSaved = 200;

    /// <summary>Someone's own saved queries, by name.</summary>
    Task<IReadOnlyList<SavedQuery>> SavedAsync(string owner, CancellationToken cancellation = default);

    /// <summary>Keeps a query under a name; the same name again replaces what it stood for. One sentence where that is not possible, else null.</summary>
    Task<string?> SaveAsync(string owner, SavedQuery query, CancellationToken cancellation = default);

    /// <summary>Forgets a saved query; nothing happens where there is none.</summary>
    Task ForgetAsync(string owner, string name, CancellationToken cancellation = default);

    /// <summary>What someone asked last, each question once, newest first.</summary>
    /// <param name="owner">Who asked.</param>
    /// <param name="most">At most so many, 1 to 50; looked for among the newest 300 jobs.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<IReadOnlyList<RecentQuery>> RecentAsync(string owner, int most, CancellationToken cancellation = default);
}

/// <summary>A query kept under a name.</summary>
/// <param name="Name">Its name, unique for its owner.</param>
/// <param name="Query">The text, relative times kept as they are.</param>
/// <param name="Source">The source override, or null.</param>
/// <param name="SavedAt">When.</param>
public sealed record SavedQuery(string Name, string Query, string? Source, DateTimeOffset SavedAt);

/// <summary>A query that was asked.</summary>
/// <param name="Query">As it was typed.</param>
/// <param name="Source">The source override, or null.</param>
/// <param name="Case">The case, or null.</param>
/// <param name="Regions">The regions asked.</param>
/// <param name="Job">The latest job that asked so.</param>
/// <param name="AskedAt">When that was submitted.</param>
public sealed record RecentQuery(string Query, string? Source, string? Case, IReadOnlyList<string> Regions, long Job, DateTimeOffset AskedAt);
