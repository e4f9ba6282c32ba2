using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PacketFleet.Web.Persistence.Migrations;

/// <inheritdoc />
internal sealed partial class Sinks : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>(name: "spooled", table: "segments", type: "INTEGER", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<string>(name: "sinks", table: "fetches", type: "TEXT", nullable: true);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn(name: "spooled", table: "segments");
        migrationBuilder.DropColumn(name: "sinks", table: "fetches");
    }
}
