using PacketFleet.Wire.Gravwell;
using PacketFleet.Wire.Gravwell.Compression;

namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <summary>What is sent on a connection, compressed where granted. For one thread; blocks. Fails with <see cref="IOException"/> and what a closed stream throws.</summary>
internal sealed class EntryOutput(Stream stream)
{
    private SnappyFrameEncoder? _snappy;
    private byte[] _plain = [];
    private byte[] _packed = [];

    /// <summary>The far side knows no enumerated values: entries go without.</summary>
    public bool StripsValues { get; set; }

    /// <summary>From now on everything is compressed.</summary>
    public void StartSnappy() => _snappy = new();

    /// <summary>The bytes of a run as the far side takes them; good until the next call.</summary>
    public ReadOnlySpan<byte> Encode(EntrySlice run) => StripsValues ? Stripped(run) : run.Batch.Bytes(run.From, run.To);

    /// <summary>Sends some bytes in one go; returns how many they became.</summary>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        if (_snappy is not null)
        {
            var packed = Scratch(ref _packed, SnappyFrameEncoder.MaxLength(bytes.Length));
            bytes = packed[.._snappy.Write(packed, bytes)];
        }

        stream.Write(bytes);
        return bytes.Length;
    }

    private ReadOnlySpan<byte> Stripped(EntrySlice run)
    {
        var plain = Scratch(ref _plain, run.Length);
        var length = 0;
        for (var entry = run.From; entry < run.To; entry++)
            length += EntryEncoder.CopyWithoutValues(plain[length..], run.Batch.Bytes(entry, entry + 1));
        return plain[..length];
    }

    // What one large entry needed is not kept.
    private static Span<byte> Scratch(ref byte[] kept, int length)
    {
        if (kept.Length >= length)
            return kept;
        var scratch = GC.AllocateUninitializedArray<byte>(Math.Max(length, 4096));
        if (length <= 2 * EntryBatch.Capacity)
            kept = scratch;
        return scratch;
    }
}
