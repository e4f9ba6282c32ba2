using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PacketFleet.Web.Persistence.Migrations;

/// <inheritdoc />
internal sealed partial class SavedQueries : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "saved_queries",
            columns: table => new
            {
                owner = table.Column<string>(type: "TEXT", nullable: false),
                name = table.Column<string>(type: "TEXT", nullable: false),
                query = table.Column<string>(type: "TEXT", nullable: false),
                source = table.Column<string>(type: "TEXT", nullable: true),
                saved_at = table.Column<long>(type: "INTEGER", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_saved_queries", x => new { x.owner, x.name });
            });

        migrationBuilder.CreateIndex(
            name: "IX_jobs_requested_by_id",
            table: "jobs",
            columns: ["requested_by", "id"]);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "saved_queries");

        migrationBuilder.DropIndex(
            name: "IX_jobs_requested_by_id",
            table: "jobs");
    }
}
