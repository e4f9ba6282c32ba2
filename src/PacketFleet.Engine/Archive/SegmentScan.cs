using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using PacketFleet.Engine.Delivery;
using PacketFleet.Wire.Captures.Writing;

namespace PacketFleet.Engine.Archive;

/// <summary>Makes a segment's index again by going through its blocks.</summary>
internal static class SegmentScan
{
    private const int Window = 256 << 10;
    private const int Header = PcapngEncoder.PacketHeaderLength;

    /// <summary>Reads the file from front to back. Throws <see cref="IOException"/> where it is no segment.</summary>
    public static async Task<SegmentIndex> IndexAsync(ArchivedSegment segment, SafeFileHandle file, long length, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Window);
        try
        {
            var index = new SegmentIndexBuilder();
            var (offset, start, filled) = (0L, 0L, 0);
            while (offset < length)
            {
                if (length - offset < Header)
                    throw segment.Damaged(offset, "it ends inside a block");
                if (offset + Header > start + filled)
                {
                    start = offset;
                    filled = (int)Math.Min(Window, length - offset);
                    await segment.ReadAsync(file, buffer.AsMemory(0, filled), offset, cancellation);
                }

                var block = Note(index, buffer.AsSpan((int)(offset - start), Header), offset);
                if (block < Header || block % 4 != 0 || block > length - offset)
                    throw segment.Damaged(offset, "no block of a segment stands there");
                offset += block;
            }

            return index.Build(length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Adds a block to the index and returns its length, 0 where none can stand there.</summary>
    private static uint Note(SegmentIndexBuilder index, ReadOnlySpan<byte> header, long offset)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        switch (BinaryPrimitives.ReadUInt32LittleEndian(header))
        {
            case PcapngEncoder.SectionType when offset == 0:
                return length;
            case PcapngEncoder.InterfaceType when offset > 0:
                index.AddInterface(BinaryPrimitives.ReadUInt16LittleEndian(header[8..]));
                return length;
            case PcapngEncoder.PacketType when offset > 0 && length <= int.MaxValue:
                index.AddPacket(offset, (int)length, PacketBlock.Time(header));
                return length;
            default:
                return 0;
        }
    }
}
