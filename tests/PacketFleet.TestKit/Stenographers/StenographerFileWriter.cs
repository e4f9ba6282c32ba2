using System.Buffers.Binary;
using System.Globalization;
using PacketFleet.TestKit.Packets;

namespace PacketFleet.TestKit.Stenographers;

/// <summary>
/// Writes packets as the capture program of a Stenographer leaves them on disk: pairs of a packet file (1 MiB blocks as the
/// kernel's TPACKET_V3 ring has them) and an index file (a LevelDB table), named by the microsecond of their first packet.
/// </summary>
public sealed class StenographerFileWriter
{
    private readonly string _packetDirectory;
    private readonly string _indexDirectory;
    private readonly HashSet<long> _names = [];

    /// <summary>Writes below <paramref name="directory"/>, whose path must contain neither PKT nor IDX.</summary>
    /// <param name="directory">Where PKT<i>n</i> and IDX<i>n</i> come to lie.</param>
    /// <param name="thread">The capture thread's number.</param>
    public StenographerFileWriter(string directory, int thread = 0)
    {
        _packetDirectory = Directory.CreateDirectory(Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"PKT{thread}"))).FullName;
        _indexDirectory = Directory.CreateDirectory(Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"IDX{thread}"))).FullName;
    }

    /// <summary>How long a file is written to; a minute as in the real one.</summary>
    public TimeSpan FileAge { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Writes Ethernet packets in the order given; a packet longer than a block is refused. Returns the number of files.</summary>
    public int Write(IEnumerable<TestPacket> packets)
    {
        var files = 0;
        var open = new List<TestPacket>();
        foreach (var packet in packets)
        {
            if (open.Count > 0 && packet.Time - open[0].Time > FileAge.Ticks * 100)
            {
                WriteFile(open);
                files++;
                open.Clear();
            }

            open.Add(packet);
        }

        if (open.Count == 0)
            return files;

        WriteFile(open);
        return files + 1;
    }

    private void WriteFile(List<TestPacket> packets)
    {
        var micros = Math.Max(packets[0].Time / 1000, 1);
        while (!_names.Add(micros))
            micros++;

        var name = micros.ToString(CultureInfo.InvariantCulture);
        var index = new SortedDictionary<byte[], List<uint>>(ByteOrder.Instance);
        var hiddenPackets = Path.Combine(_packetDirectory, "." + name);
        var hiddenIndex = Path.Combine(_indexDirectory, "." + name);
        using (var file = File.Create(hiddenPackets))
        {
            var block = new RingBlock();
            foreach (var packet in packets)
            {
                if (!block.TryAdd(packet, out var position))
                {
                    block.WriteTo(file);
                    block.Clear();
                    if (!block.TryAdd(packet, out position))
                        throw new ArgumentException($"A packet of {packet.Data.Length} bytes does not fit into a block.", nameof(packets));
                }

                foreach (var key in IndexKeys.Of(packet.Data))
                    Add(index, key, checked((uint)(file.Position + position)));
            }

            block.WriteTo(file);
        }

        File.WriteAllBytes(hiddenIndex, Table(index));
        File.Move(hiddenPackets, Path.Combine(_packetDirectory, name));
        File.Move(hiddenIndex, Path.Combine(_indexDirectory, name));
    }

    private static void Add(SortedDictionary<byte[], List<uint>> index, byte[] key, uint position)
    {
        if (!index.TryGetValue(key, out var positions))
            index[key] = positions = [];

        if (positions.Count == 0 || positions[^1] != position)
            positions.Add(position);
    }

    private static byte[] Table(SortedDictionary<byte[], List<uint>> index)
    {
        var table = new LevelDbTable();
        table.Add([0], [0, 0, 0, 2, 0, 0, 0, 0]);
        foreach (var (key, positions) in index)
        {
            var value = new byte[4 * positions.Count];
            for (var i = 0; i < positions.Count; i++)
                BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(4 * i), positions[i]);

            table.Add(key, value);
        }

        return table.Finish();
    }

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
