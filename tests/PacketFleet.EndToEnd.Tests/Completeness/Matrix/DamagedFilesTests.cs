using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Packets;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>A real Stenographer that cannot send something, or cannot read a file of its own.</summary>
public sealed class DamagedFilesTests(MatrixFleet fleet, ITestOutputHelper output) : MatrixTests(fleet, output), IClassFixture<MatrixFleet>
{
    // It ends its answer there, cleanly; everything behind is asked for by itself.
    [Theory]
    [MemberData(nameof(Sinks))]
    public Task OversizedPacket(DeliveryLogKind log) =>
        ShouldLackAsync(log, MatrixHour.PacketTooLong, Damage.Place, MatrixHour.PacketTooLong.Time(MatrixHour.Bad, Damage.Place - 1));

    // It sends packets of no length from 1970: as many as its index tells of.
    [Theory]
    [MemberData(nameof(Sinks))]
    public Task PacketFileZeroed(DeliveryLogKind log) => ShouldLackAsync(log, MatrixHour.PacketsZeroed, 0, LastBefore(MatrixHour.PacketsZeroed));

    [Theory]
    [MemberData(nameof(Sinks))]
    public Task PacketFileZeroedFromTheMiddle(DeliveryLogKind log) =>
        ShouldLackAsync(log, MatrixHour.PacketsZeroedFromMiddle, Damage.Place, MatrixHour.PacketsZeroedFromMiddle.Time(MatrixHour.Bad, Damage.Place - 1));

    [Theory]
    [MemberData(nameof(Sinks))]
    public Task PacketFileTruncated(DeliveryLogKind log) => ShouldLackAtLeastAsync(log, MatrixHour.PacketsTruncated);

    [Theory]
    [MemberData(nameof(Sinks))]
    public Task PacketFileEmpty(DeliveryLogKind log) => ShouldLackAtLeastAsync(log, MatrixHour.PacketsEmpty);

    [Theory]
    [MemberData(nameof(Sinks))]
    public Task IndexFileZeroed(DeliveryLogKind log) => ShouldNotHoldAsync(log, MatrixHour.IndexZeroed);

    [Theory]
    [MemberData(nameof(Sinks))]
    public Task IndexFileTruncated(DeliveryLogKind log) => ShouldNotHoldAsync(log, MatrixHour.IndexTruncated);

    [Theory]
    [MemberData(nameof(Sinks))]
    public Task IndexFileGone(DeliveryLogKind log) => ShouldNotHoldAsync(log, MatrixHour.IndexGone);

    /// <summary>The packets of the bad file from one on are missing, and nothing else.</summary>
    private async Task ShouldLackAsync(DeliveryLogKind log, MatrixHour hour, int place, PacketTime from)
    {
        var program = await Fleet.ProgramAsync(log);
        var id = await program.SubmitAsync(hour.Window);
        await ShouldLackAsync(
            program, id, hour, RegionShould.Lack(MatrixFleet.Real, hour.WithoutBad(place), "cutByServer", from, new(hour.Files[MatrixHour.Bad + 1].Start)));
    }

    // It reads ahead of what it sends: which packets before the damage still come, those of the file before included, is chance.
    private async Task ShouldLackAtLeastAsync(DeliveryLogKind log, MatrixHour hour)
    {
        var program = await Fleet.ProgramAsync(log);
        var id = await program.SubmitAsync(hour.Window);
        var gaps = (await program.Process.WaitForEndAsync(id)).Of(MatrixFleet.Real).GetProperty("gaps").EnumerateArray()
            .Select(g => (From: PacketTime.From(g.GetProperty("from").GetDateTimeOffset()), To: PacketTime.From(g.GetProperty("to").GetDateTimeOffset()))).ToList();

        // Where the answer ended in the file before, the bad one is asked by itself, and ends where the damage is.
        gaps.Count.ShouldBeInRange(1, 2);
        gaps[0].From.ShouldBeInRange(hour.Window.After!.Value, hour.Time(MatrixHour.Bad, Damage.Place - 1));
        gaps[^1].To.ShouldBe(new PacketTime(hour.Files[MatrixHour.Bad + 1].Start));
        if (gaps.Count == 2)
        {
            gaps[0].To.ShouldBe(new PacketTime(hour.Files[MatrixHour.Bad].Start));
            gaps[1].From.ShouldBeInRange(gaps[0].To, hour.Time(MatrixHour.Bad, Damage.Place - 1));
        }

        var (kept, more) = (hour.Without(IsMissing), hour.Without(p => !IsMissing(p) || p.Time >= hour.Time(MatrixHour.Bad, Damage.Place).Nanoseconds));
        var should = new RegionShould(MatrixFleet.Real, kept, "missing", [.. gaps.Select(g => Answers.Gap("cutByServer", g.From, g.To))]) { MayCome = more };
        await ShouldLackAsync(program, id, hour, should, mayDouble: true);

        bool IsMissing(TestPacket packet) => gaps.Exists(g => packet.Time > g.From.Nanoseconds && packet.Time < g.To.Nanoseconds);
    }

    // The server does not know of the file any more: a hole in its list is all that shows.
    private async Task ShouldNotHoldAsync(DeliveryLogKind log, MatrixHour hour)
    {
        var program = await Fleet.ProgramAsync(log);
        var id = await program.SubmitAsync(hour.Window);
        var (from, to) = (hour.Time(MatrixHour.Bad - 1, 0).Add(TimeSpan.FromMinutes(1)), new PacketTime(hour.Files[MatrixHour.Bad + 1].Start));
        await ShouldLackAsync(program, id, hour, RegionShould.NotHold(MatrixFleet.Real, hour.WithoutBad(0), "noCapture", from, to));
    }

    private static PacketTime LastBefore(MatrixHour hour) => hour.Time(MatrixHour.Bad - 1, hour.PacketsOfFile - 1);
}
