using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PacketFleet.Web.Persistence.Migrations;

/// <inheritdoc />
internal sealed partial class Assumptions : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>(name: "assumption", table: "fetches", type: "TEXT", nullable: true);

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn(name: "assumption", table: "fetches");
}
