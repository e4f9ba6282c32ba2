using System.Globalization;
using PacketFleet.TestKit.Packets;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>What is wrong with the files of the real Stenographer that suffers.</summary>
internal static class Damage
{
    /// <summary>The packet that is too long to be sent, and the first one that is zeroed, by its place in its file.</summary>
    public const int Place = 40;

    /// <summary>A packet as it is captured: one is longer than a Stenographer can send.</summary>
    public static TestPacket Lengthen(TestPacket packet) =>
        packet.Time == MatrixHour.PacketTooLong.Time(MatrixHour.Bad, Place).Nanoseconds ? new TestPacket(packet.Time, [.. packet.Data, .. new byte[70_000]]) : packet;

    /// <summary>Damages the files in a Stenographer's directory.</summary>
    public static void Files(string directory)
    {
        Change("PKT0", MatrixHour.PacketsZeroed, b => b.AsSpan().Clear());
        Change("PKT0", MatrixHour.PacketsZeroedFromMiddle, b => b.AsSpan(EndOf(MatrixHour.PacketsZeroedFromMiddle.Files[MatrixHour.Bad].Packets.Take(Place))).Clear());
        Cut("PKT0", MatrixHour.PacketsTruncated, EndOf(MatrixHour.PacketsTruncated.Files[MatrixHour.Bad].Packets.Take(Place)));
        Cut("PKT0", MatrixHour.PacketsEmpty, 0);
        Change("IDX0", MatrixHour.IndexZeroed, b => b.AsSpan().Clear());
        Cut("IDX0", MatrixHour.IndexTruncated, 100);
        File.Delete(Path(directory, "IDX0", MatrixHour.IndexGone));

        void Change(string kind, MatrixHour hour, Action<byte[]> change)
        {
            var file = Path(directory, kind, hour);
            var bytes = File.ReadAllBytes(file);
            change(bytes);
            File.WriteAllBytes(file, bytes);
        }

        void Cut(string kind, MatrixHour hour, int length)
        {
            using var file = File.OpenWrite(Path(directory, kind, hour));
            file.SetLength(length);
        }
    }

    private static string Path(string directory, string kind, MatrixHour hour) =>
        System.IO.Path.Combine(directory, kind, hour.Files[MatrixHour.Bad].Name.ToString(CultureInfo.InvariantCulture));

    /// <summary>Where the last of the first packets of a block ends.</summary>
    private static int EndOf(IEnumerable<TestPacket> packets) => 48 + packets.Sum(p => (82 + p.Data.Length + 15) & ~15);
}
