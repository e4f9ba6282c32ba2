using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace PacketFleet.Wire.Captures.Reading;

/// <summary>The packets of a classic pcap.</summary>
internal sealed class PcapParser
{
    private const int RecordHeader = 16;

    private readonly CaptureInput _input;
    private readonly bool _bigEndian;
    private readonly uint _unit;
    private readonly uint _limit;
    private readonly int _linkType;

    public PcapParser(CaptureInput input, PcapHeader header)
    {
        _input = input;
        _bigEndian = header.BigEndian;
        _unit = header.Unit;
        _linkType = header.LinkType;
        _limit = Math.Clamp(header.SnapLength, CaptureLimits.Packet, CaptureLimits.Block);
        Interface = new CaptureInterface(0, null, header.LinkType, header.SnapLength);
    }

    public CaptureInterface Interface { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(out PacketRecord packet)
    {
        var record = _input.Available;
        if (record.Length >= RecordHeader)
        {
            var captured = Read(record, 8);
            if (captured <= _limit && captured <= (uint)(record.Length - RecordHeader))
            {
                packet = new PacketRecord
                {
                    // Seconds are unsigned: the sum fits, it ends in 2106.
                    Time = (Read(record, 0) * PacketTime.Second) + ((long)Read(record, 4) * _unit),
                    LinkType = _linkType,
                    OriginalLength = Read(record, 12),
                    Data = record.Slice(RecordHeader, (int)captured),
                };
                _input.TakePacket(RecordHeader + (int)captured, RecordHeader);
                return true;
            }
        }

        return TryReadAfterWaiting(out packet);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryReadAfterWaiting(out PacketRecord packet)
    {
        packet = default;
        if (!_input.Need(RecordHeader))
            return Ended();

        var captured = Read(_input.Available, 8);
        if (captured > _limit)
            return _input.Damaged(CaptureInput.Text($"claims {captured:N0} bytes for packet {_input.Packets + 1:N0} (at most {_limit:N0} are believed)"));
        return _input.Need(RecordHeader + (int)captured) ? TryRead(out packet) : Ended();
    }

    private bool Ended() => _input.Ended(CaptureInput.Text($"in the middle of packet {_input.Packets + 1:N0}"), edge: true);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Read(ReadOnlySpan<byte> record, int at)
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(record[at..]);
        return _bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}
