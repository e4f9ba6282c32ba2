using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

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
    /// <remarks>Inlined: a packet's bytes as an argument are read whole, wider than the reader wrote their length, which waits for all that was written before.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ReadOnlySpan<byte> data)
    {
        if (data.Length < Block)
            return OfFew(data);
        var (a, b, c, d) = (Key0 ^ (ulong)data.Length, Key1, Key2, Key3);
        ref var block = ref MemoryMarshal.GetReference(data);
        ref var last = ref Unsafe.Add(ref block, data.Length - Block);
        for (; Unsafe.IsAddressLessThan(ref block, ref last); block = ref Unsafe.Add(ref block, Block))
            Step(ref a, ref b, ref c, ref d, ref block);

        // It overlaps the one before where the length is no multiple.
        Step(ref a, ref b, ref c, ref d, ref last);
        return Fold(a ^ Key2, b ^ Key3) ^ Fold(c ^ Key0, d ^ Key1);
    }

    /// <summary>Spreads every bit of both over all of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Fold(ulong left, ulong right)
    {
        // Elsewhere one half of the product takes the way through memory, which is longer than that of a second multiplication.
        if (Bmi2.X64.IsSupported)
            return Bmi2.X64.MultiplyNoFlags(left, right) ^ (left * right);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(ref ulong a, ref ulong b, ref ulong c, ref ulong d, ref byte block)
    {
        a = Step(a, Key0, ref block);
        b = Step(b, Key1, ref Unsafe.Add(ref block, 16));
        c = Step(c, Key2, ref Unsafe.Add(ref block, 32));
        d = Step(d, Key3, ref Unsafe.Add(ref block, 48));
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
