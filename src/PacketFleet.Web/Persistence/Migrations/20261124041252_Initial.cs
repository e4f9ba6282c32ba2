using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PacketFleet.Web.Persistence.Migrations;

/// <inheritdoc />
internal sealed partial class Initial : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "jobs",
            columns: table => new
            {
                id = table.Column<long>(type: "INTEGER", nullable: false)
                    .Annotation("Sqlite:Autoincrement", true),
                epoch = table.Column<int>(type: "INTEGER", nullable: false),
                query = table.Column<string>(type: "TEXT", nullable: false),
                pinned = table.Column<string>(type: "TEXT", nullable: false),
                window_after = table.Column<long>(type: "INTEGER", nullable: true),
                window_before = table.Column<long>(type: "INTEGER", nullable: true),
                pinned_at = table.Column<long>(type: "INTEGER", nullable: false),
                source = table.Column<string>(type: "TEXT", nullable: true),
                source_bytes = table.Column<string>(type: "TEXT", nullable: true),
                case_name = table.Column<string>(type: "TEXT", nullable: true),
                note = table.Column<string>(type: "TEXT", nullable: true),
                requested_by = table.Column<string>(type: "TEXT", nullable: false),
                created_at = table.Column<long>(type: "INTEGER", nullable: false),
                limit_packets = table.Column<long>(type: "INTEGER", nullable: true),
                limit_bytes = table.Column<long>(type: "INTEGER", nullable: true),
                limit_seconds = table.Column<long>(type: "INTEGER", nullable: true),
                wait_for_recent = table.Column<bool>(type: "INTEGER", nullable: false),
                state = table.Column<string>(type: "TEXT", nullable: false),
                is_final = table.Column<int>(type: "INTEGER", nullable: false),
                started_at = table.Column<long>(type: "INTEGER", nullable: true),
                finished_at = table.Column<long>(type: "INTEGER", nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_jobs", x => x.id);
            });

        migrationBuilder.CreateTable(
            name: "events",
            columns: table => new
            {
                id = table.Column<long>(type: "INTEGER", nullable: false)
                    .Annotation("Sqlite:Autoincrement", true),
                job = table.Column<long>(type: "INTEGER", nullable: false),
                at = table.Column<long>(type: "INTEGER", nullable: false),
                region = table.Column<string>(type: "TEXT", nullable: true),
                level = table.Column<string>(type: "TEXT", nullable: false),
                message = table.Column<string>(type: "TEXT", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_events", x => x.id);
                table.ForeignKey(
                    name: "FK_events_jobs_job",
                    column: x => x.job,
                    principalTable: "jobs",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "fetches",
            columns: table => new
            {
                job = table.Column<long>(type: "INTEGER", nullable: false),
                region = table.Column<string>(type: "TEXT", nullable: false),
                position = table.Column<int>(type: "INTEGER", nullable: false),
                epoch = table.Column<int>(type: "INTEGER", nullable: false),
                shift = table.Column<long>(type: "INTEGER", nullable: false),
                state = table.Column<string>(type: "TEXT", nullable: false),
                verdict = table.Column<string>(type: "TEXT", nullable: true),
                reason = table.Column<string>(type: "TEXT", nullable: true),
                attempt = table.Column<int>(type: "INTEGER", nullable: false),
                packets = table.Column<long>(type: "INTEGER", nullable: false),
                bytes = table.Column<long>(type: "INTEGER", nullable: false),
                cut_packets = table.Column<long>(type: "INTEGER", nullable: false),
                delivered_packets = table.Column<long>(type: "INTEGER", nullable: false),
                delivered_bytes = table.Column<long>(type: "INTEGER", nullable: false),
                gaps = table.Column<string>(type: "TEXT", nullable: true),
                progress = table.Column<double>(type: "REAL", nullable: true),
                first_packet = table.Column<long>(type: "INTEGER", nullable: true),
                last_packet = table.Column<long>(type: "INTEGER", nullable: true),
                started_at = table.Column<long>(type: "INTEGER", nullable: true),
                finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                committed_packets = table.Column<long>(type: "INTEGER", nullable: false),
                committed_bytes = table.Column<long>(type: "INTEGER", nullable: false),
                committed_hash = table.Column<long>(type: "INTEGER", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_fetches", x => new { x.job, x.region });
                table.ForeignKey(
                    name: "FK_fetches_jobs_job",
                    column: x => x.job,
                    principalTable: "jobs",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "segments",
            columns: table => new
            {
                id = table.Column<long>(type: "INTEGER", nullable: false)
                    .Annotation("Sqlite:Autoincrement", true),
                job = table.Column<long>(type: "INTEGER", nullable: false),
                region = table.Column<string>(type: "TEXT", nullable: false),
                attempt = table.Column<int>(type: "INTEGER", nullable: false),
                slice = table.Column<int>(type: "INTEGER", nullable: false),
                number = table.Column<int>(type: "INTEGER", nullable: false),
                file = table.Column<string>(type: "TEXT", nullable: false),
                packets = table.Column<long>(type: "INTEGER", nullable: false),
                bytes = table.Column<long>(type: "INTEGER", nullable: false),
                file_bytes = table.Column<long>(type: "INTEGER", nullable: false),
                first_packet = table.Column<long>(type: "INTEGER", nullable: false),
                last_packet = table.Column<long>(type: "INTEGER", nullable: false),
                committed_at = table.Column<long>(type: "INTEGER", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_segments", x => x.id);
                table.ForeignKey(
                    name: "FK_segments_fetches_job_region",
                    columns: x => new { x.job, x.region },
                    principalTable: "fetches",
                    principalColumns: new[] { "job", "region" },
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateIndex(
            name: "IX_events_job_id",
            table: "events",
            columns: new[] { "job", "id" });

        migrationBuilder.CreateIndex(
            name: "IX_jobs_is_final_id",
            table: "jobs",
            columns: new[] { "is_final", "id" });

        migrationBuilder.CreateIndex(
            name: "IX_segments_file",
            table: "segments",
            column: "file",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "IX_segments_job_id",
            table: "segments",
            columns: new[] { "job", "id" });

        migrationBuilder.CreateIndex(
            name: "IX_segments_job_region",
            table: "segments",
            columns: new[] { "job", "region" });
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "events");

        migrationBuilder.DropTable(
            name: "segments");

        migrationBuilder.DropTable(
            name: "fetches");

        migrationBuilder.DropTable(
            name: "jobs");
    }
}
