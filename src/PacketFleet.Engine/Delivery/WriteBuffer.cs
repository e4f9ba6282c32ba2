using System.Runtime.InteropServices;

namespace PacketFleet.Engine.Delivery;

/// <summary>Memory to write from, at an address that <see cref="DirectIo"/> takes. A few are kept for the next who needs one.</summary>
internal sealed class WriteBuffer
{
    /// <summary>How many bytes: half a MiB, and a block for what was left of the buffer before.</summary>
    public const int Size = (512 << 10) + DirectIo.Block;

    private const int MostIdle = 8;

    private static readonly Stack<WriteBuffer> Idle = [];

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Size + DirectIo.Block, pinned: true);
    private readonly int _start;

    private WriteBuffer()
    {
        var beyond = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0) % DirectIo.Block);
        _start = beyond == 0 ? 0 : DirectIo.Block - beyond;
    }

    /// <summary>The memory.</summary>
    public Span<byte> Bytes => _bytes.AsSpan(_start, Size);

    /// <summary>Gives one out.</summary>
    public static WriteBuffer Rent()
    {
        lock (Idle)
        {
            if (Idle.TryPop(out var buffer))
                return buffer;
        }

        return new WriteBuffer();
    }

    /// <summary>Takes one back that nobody uses any more.</summary>
    public static void Return(WriteBuffer buffer)
    {
        lock (Idle)
        {
            if (Idle.Count < MostIdle)
                Idle.Push(buffer);
        }
    }
}
