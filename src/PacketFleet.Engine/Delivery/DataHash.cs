using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PacketFleet.Engine.Delivery;

/// <summary>
/// Hashes a packet's bytes to 64 bits: four lanes of folded 128-bit products over 64 bytes at a time, so that a packet costs a few
/// tens of cycles. Not cryptographic; the same on every machine of little-endian order.
/// </summary>
internal static class DataHash
{
    private const int Block = 64;
    private const ulong Key0 = 0x9E37_79B9_7F4A_7C15;
    private const ulong Key1 = 0xD6E8_FEB8_6659_FD93;
    private const ulong Key2 = 0xA076_1D64_78BD_642F;
    private const ulong Key3 = 0xE703_7ED1_A0B4_28DB;

    /// <summary>The hash of some bytes.</summary>
    public static ulong Of(ReadOnlySpan<byte> data)
    {
        if (data.Length < Block)
            return OfFew(data);
        var (a, b, c, d) = (Key0 ^ (ulong)data.Length, Key1, Key2, Key3);
        ref var start = ref MemoryMarshal.GetReference(data);
        var last = data.Length - Block;
        for (nint at = 0; ; at = Math.Min(at + Block, last))
        {
            ref var block = ref Unsafe.Add(ref start, at);
            a = Step(a, Key0, ref block);
            b = Step(b, Key1, ref Unsafe.Add(ref block, 16));
            c = Step(c, Key2, ref Unsafe.Add(ref block, 32));
            d = Step(d, Key3, ref Unsafe.Add(ref block, 48));

            // The last block overlaps the one before where the length is no multiple.
            if (at == last)
                return Fold(a ^ Key2, b ^ Key3) ^ Fold(c ^ Key0, d ^ Key1);
        }
    }

    /// <summary>Spreads every bit of both over all of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    private static ulong OfFew(ReadOnlySpan<byte> data)
    {
        // With zeros behind; the length tells them from zeros of the packet's.
        Span<byte> whole = stackalloc byte[Block];
        whole.Clear();
        data.CopyTo(whole);
        return Fold(Of(whole) ^ Key1, (ulong)data.Length ^ Key3);
    }

    // What came before is added, not only multiplied: no value of the bytes can make it vanish.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Step(ulong lane, ulong key, ref byte bytes)
    {
        var first = Unsafe.ReadUnaligned<ulong>(ref bytes);
        var second = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, 8));
        return ulong.RotateLeft(lane, 29) + Fold(first ^ key, second ^ lane);
    }
}
