using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace PacketFleet.Web.Persistence;

/// <summary>Gives the migration tool a context without starting the program.</summary>
internal sealed class StoreContextDesign : IDesignTimeDbContextFactory<StoreContext>
{
    /// <inheritdoc/>
    public StoreContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<StoreContext>().UseSqlite("Data Source=design.db").Options);
}
