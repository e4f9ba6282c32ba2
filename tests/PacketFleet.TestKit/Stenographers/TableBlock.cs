using System.Buffers.Binary;

namespace PacketFleet.TestKit.Stenographers;

/// <summary>A block of a LevelDB table: keys share their beginning with the key before, but for every so many, the restart points.</summary>
internal sealed class TableBlock(int restartEvery)
{
    private readonly List<byte> _bytes = [];
    private readonly List<uint> _restarts = [0];
    private byte[] _lastKey = [];
    private int _sinceRestart;

    /// <summary>Bytes so far, without the restart points.</summary>
    public int Length => _bytes.Count;

    /// <summary>Adds a pair.</summary>
    public void Add(byte[] key, ReadOnlySpan<byte> value)
    {
        if (_sinceRestart == restartEvery)
        {
            _restarts.Add((uint)_bytes.Count);
            _sinceRestart = 0;
            _lastKey = [];
        }

        var shared = key.AsSpan().CommonPrefixLength(_lastKey);
        WriteVarint(_bytes, (ulong)shared);
        WriteVarint(_bytes, (ulong)(key.Length - shared));
        WriteVarint(_bytes, (ulong)value.Length);
        _bytes.AddRange(key.AsSpan(shared));
        _bytes.AddRange(value);
        _lastKey = key;
        _sinceRestart++;
    }

    /// <summary>The block with its restart points.</summary>
    public byte[] Finish()
    {
        Span<byte> number = stackalloc byte[4];
        foreach (var restart in _restarts)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(number, restart);
            _bytes.AddRange(number);
        }

        BinaryPrimitives.WriteInt32LittleEndian(number, _restarts.Count);
        _bytes.AddRange(number);
        return _bytes.ToArray();
    }

    /// <summary>Seven bits a byte, the lowest first.</summary>
    public static void WriteVarint(List<byte> to, ulong value)
    {
        for (; value > 127; value >>= 7)
            to.Add((byte)(value | 128));

        to.Add((byte)value);
    }
}
