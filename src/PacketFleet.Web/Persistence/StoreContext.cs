using System.Text;
using Microsoft.EntityFrameworkCore;

namespace PacketFleet.Web.Persistence;

/// <summary>The tables. One context an operation; nothing is tracked between operations.</summary>
internal sealed class StoreContext(DbContextOptions<StoreContext> options) : DbContext(options)
{
    public DbSet<JobRow> Jobs => Set<JobRow>();

    public DbSet<FetchRow> Fetches => Set<FetchRow>();

    public DbSet<SegmentRow> Segments => Set<SegmentRow>();

    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<SavedQueryRow> SavedQueries => Set<SavedQueryRow>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<JobRow>(job =>
        {
            job.ToTable("jobs");
            job.Property(j => j.State).HasConversion<string>();
            job.HasIndex(j => new { j.IsFinal, j.Id });
            job.HasIndex(j => new { j.RequestedBy, j.Id });
            job.HasMany(j => j.Fetches).WithOne().HasForeignKey(f => f.Job).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<FetchRow>(fetch =>
        {
            fetch.ToTable("fetches");
            fetch.HasKey(f => new { f.Job, f.Region });
            fetch.Property(f => f.State).HasConversion<string>();
            fetch.Property(f => f.Verdict).HasConversion<string>();
        });
        modelBuilder.Entity<SegmentRow>(segment =>
        {
            segment.ToTable("segments");
            segment.HasIndex(s => new { s.Job, s.Id });
            segment.HasIndex(s => s.File).IsUnique();
            segment.HasOne<FetchRow>().WithMany().HasForeignKey(s => new { s.Job, s.Region }).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<EventRow>(happened =>
        {
            happened.ToTable("events");
            happened.HasIndex(e => new { e.Job, e.Id });
            happened.Property(e => e.Level).HasConversion<string>();
            happened.HasOne<JobRow>().WithMany().HasForeignKey(e => e.Job).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<SavedQueryRow>(saved =>
        {
            saved.ToTable("saved_queries");
            saved.HasKey(q => new { q.Owner, q.Name });
        });
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
            property.SetColumnName(Snake(property.Name));
    }

    private static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
