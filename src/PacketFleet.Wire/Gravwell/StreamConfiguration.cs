using System.Buffers;

namespace PacketFleet.Wire.Gravwell;

/// <summary>A wish for compression and its answer: five bytes, the same in both directions.</summary>
internal static class StreamConfiguration
{
    /// <summary>The size of what follows. No command has this number, so the message is known by it.</summary>
    public const uint Size = 1;

    public static void Write(IBufferWriter<byte> output, IngestCompression compression)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.UInt32(Size);
        output.Byte((byte)compression);
    }
}
