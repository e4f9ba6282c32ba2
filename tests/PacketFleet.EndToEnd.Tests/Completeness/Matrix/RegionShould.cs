using PacketFleet.TestKit.Packets;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>What is to come of a region.</summary>
/// <param name="Region">Its name.</param>
/// <param name="Packets">Exactly these, each once.</param>
/// <param name="Verdict">As the program says it.</param>
/// <param name="Gaps">Exactly these, as <see cref="Answers.Gap"/> tells them.</param>
internal sealed record RegionShould(string Region, IReadOnlyList<TestPacket> Packets, string Verdict, params string[] Gaps)
{
    /// <summary>Of these any may come besides.</summary>
    public IReadOnlyList<TestPacket> MayCome { get; init; } = [];

    /// <summary>So many more may have reached the indexer, which nobody has counted yet.</summary>
    public int MayArrive { get; init; }

    /// <summary>So many of them are stored; null = all.</summary>
    public int? Stored { get; init; }

    /// <summary>All of an hour comes.</summary>
    public static RegionShould BeComplete(string region, MatrixHour hour) => new(region, hour.Wanted, "complete");

    /// <summary>Some of an hour is missing.</summary>
    public static RegionShould Lack(string region, IReadOnlyList<TestPacket> packets, string kind, PacketTime from, PacketTime to) =>
        new(region, packets, "missing", Answers.Gap(kind, from, to));

    /// <summary>Some of an hour is not there to be had.</summary>
    public static RegionShould NotHold(string region, IReadOnlyList<TestPacket> packets, string kind, PacketTime from, PacketTime to) =>
        new(region, packets, "absent", Answers.Gap(kind, from, to));
}
