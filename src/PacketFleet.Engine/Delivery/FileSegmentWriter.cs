using System.Buffers.Binary;
using System.Globalization;
using PacketFleet.Wire;
using PacketFleet.Wire.Captures.Writing;

namespace PacketFleet.Engine.Delivery;

/// <summary>Writes a segment as a pcapng file with an interface for every link type met, and its index.</summary>
internal sealed class FileSegmentWriter : SegmentWriter
{
    private const string Application = "PacketFleet.Web";

    private readonly SegmentLabel _label;
    private readonly string _root;
    private readonly string _stem;
    private readonly SegmentFile _file;
    private readonly SegmentIndexBuilder _index = new();
    private readonly List<string> _written = [];
    private long _packets;
    private long _bytes;
    private long _first = long.MaxValue;
    private long _last = long.MinValue;
    private int _linkType = -1;
    private int _interface;
    private bool _sealed;

    /// <param name="root">The archive's directory.</param>
    /// <param name="stem">The segment's name in it without its ending.</param>
    /// <param name="label">What it says about itself.</param>
    /// <param name="file">Its new, empty file.</param>
    public FileSegmentWriter(string root, string stem, SegmentLabel label, SegmentFile file)
    {
        (_root, _stem, _label, _file) = (root, stem, label, file);
        _written.Add(Full(SegmentPaths.Capture + SegmentPaths.Temporary));
        var comment = string.Create(
            CultureInfo.InvariantCulture,
            $"query: {label.Query}\njob: {label.Job}\nrequested by: {label.RequestedBy}\nregion: {label.Region}\nattempt: {label.Attempt}, slice: {label.Slice}");
        var section = new byte[PcapngEncoder.SectionLength(comment, Application)];
        _file.Write(section.AsSpan(0, PcapngEncoder.WriteSection(section, comment, Application)));
    }

    public override long Packets => _packets;

    public override long Bytes => _bytes;

    public override long FileBytes => _file.Length;

    public override void Append(in PacketRecord packet)
    {
        if (packet.LinkType != _linkType)
            Select(packet.LinkType);
        var offset = _file.Length;
        var length = PcapngEncoder.PacketLength(packet.Data.Length);
        if (length <= SegmentFile.Capacity)
        {
            PcapngEncoder.WritePacket(_file.Reserve((int)length), _interface, packet);
            _file.Advance((int)length);
        }
        else
        {
            WriteLarge(packet);
        }

        _index.AddPacket(offset, (int)length, packet.Time);
        _first = Math.Min(_first, packet.Time);
        _last = Math.Max(_last, packet.Time);
        _bytes += packet.Data.Length;
        _packets++;
    }

    public override SegmentRecord Seal(DateTimeOffset now)
    {
        ObjectDisposedException.ThrowIf(_sealed, this);
        if (_index.Interfaces == 0)
            Select(LinkTypes.Ethernet);
        _file.Sync();
        using (var index = new SegmentFile(Full(SegmentPaths.Index + SegmentPaths.Temporary)))
        {
            _written.Add(Full(SegmentPaths.Index + SegmentPaths.Temporary));
            Write(index, _index.Build(_file.Length));
            index.Sync();
        }

        // The index first: a capture under its final name always has one.
        Publish(SegmentPaths.Index);
        Publish(SegmentPaths.Capture);
        DurableDirectory.Sync(Path.GetDirectoryName(Full(SegmentPaths.Capture))!);
        _sealed = true;
        var (first, last) = _packets == 0 ? (0, 0) : (_first, _last);
        return new SegmentRecord(
            _label.Job,
            _label.Region,
            _label.Attempt,
            _label.Slice,
            _label.Number,
            _stem + SegmentPaths.Capture,
            _packets,
            _bytes,
            _file.Length,
            new PacketTime(first),
            new PacketTime(last),
            now);
    }

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        _index.Release();
        if (_sealed)
            return;
        _sealed = true;
        foreach (var file in _written)
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A stray, to be deleted at the next start.
            }
        }
    }

    private static void Write(SegmentFile file, SegmentIndex index)
    {
        if (index.Length <= SegmentFile.Capacity)
        {
            index.Encode(file.Reserve(index.Length));
            file.Advance(index.Length);
        }
        else
        {
            file.Write(index.Encode());
        }
    }

    private void Select(int linkType)
    {
        var known = _index.InterfaceOf(linkType);
        if (known < 0)
        {
            known = _index.Interfaces;
            var block = new byte[PcapngEncoder.InterfaceLength(_label.Region, null)];
            _file.Write(block.AsSpan(0, PcapngEncoder.WriteInterface(block, linkType, _label.Region)));
            _index.AddInterface(linkType);
        }

        (_linkType, _interface) = (linkType, known);
    }

    private void WriteLarge(in PacketRecord packet)
    {
        var length = (int)PcapngEncoder.PacketLength(packet.Data.Length);
        PcapngEncoder.WritePacketHeader(_file.Reserve(PcapngEncoder.PacketHeaderLength), _interface, packet.Time, packet.Data.Length, packet.OriginalLength);
        _file.Advance(PcapngEncoder.PacketHeaderLength);
        _file.Write(packet.Data);
        var trailer = _file.Reserve(length - PcapngEncoder.PacketHeaderLength - packet.Data.Length);
        trailer.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(trailer[^4..], length);
        _file.Advance(trailer.Length);
    }

    private void Publish(string ending)
    {
        File.Move(Full(ending + SegmentPaths.Temporary), Full(ending), overwrite: false);
        _written.Add(Full(ending));
    }

    private string Full(string ending) => Path.Combine(_root, _stem + ending);
}
