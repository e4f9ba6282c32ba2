using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Directories;

/// <summary>The packets of one file that lie in the span asked for, in time order.</summary>
internal abstract class MergeSource(CaptureFile file, int order) : IDisposable
{
    private byte[] _held = [];
    private int _heldLength;
    private long _heldTime;
    private int _heldLinkType;
    private uint _heldOriginal;

    public CaptureFile File { get; } = file;

    /// <summary>Rank among the files: decides between packets of the same time.</summary>
    public int Order { get; } = order;

    /// <summary>What kept it from giving all, once it has said false.</summary>
    public FileFault? Fault { get; protected set; }

    /// <summary>A packet is put by for later.</summary>
    public bool IsHolding { get; private set; }

    /// <summary>The next packet; false at the end of the span or of the file, or when cancelled.</summary>
    public abstract bool TryRead(out PacketRecord packet);

    /// <summary>Keeps a copy of a packet until it is its turn.</summary>
    public void Hold(in PacketRecord packet)
    {
        if (_held.Length < packet.Data.Length)
            _held = new byte[Math.Max(2048, packet.Data.Length)];
        packet.Data.CopyTo(_held);
        _heldLength = packet.Data.Length;
        _heldTime = packet.Time;
        _heldLinkType = packet.LinkType;
        _heldOriginal = packet.OriginalLength;
        IsHolding = true;
    }

    /// <summary>The packet put by.</summary>
    public PacketRecord Release()
    {
        IsHolding = false;
        return new PacketRecord { Time = _heldTime, LinkType = _heldLinkType, OriginalLength = _heldOriginal, Data = _held.AsSpan(0, _heldLength) };
    }

    public abstract void Dispose();
}
