using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Engine.Regions.Directories;

/// <summary>A directory's answer: what its files hold in the window, shifted, as far as it matches.</summary>
internal sealed class DirectoryStream : RegionStream
{
    private readonly string _region;
    private readonly DirectoryMerge _merge;
    private readonly FrameMatcher? _matcher;
    private readonly DateTimeOffset _openedAt;
    private readonly IReadOnlyList<CaptureFile> _files;
    private readonly RegionRequest _request;
    private readonly CancellationToken _cancellation;
    private RegionOutcome? _outcome;
    private long _packets;
    private long _bytes;

    public DirectoryStream(string region, IReadOnlyList<CaptureFile> files, RegionRequest request, DateTimeOffset openedAt, CancellationToken cancellation)
    {
        _region = region;
        _files = files;
        _request = request;
        _openedAt = openedAt;
        _cancellation = cancellation;
        _matcher = request.Query.Filter is { } filter ? new FrameMatcher(filter) : null;
        _merge = new DirectoryMerge(files, AskedSpan.From(request.Ask, request.Shift), openedAt, cancellation);
    }

    public override RegionOutcome Outcome => _outcome ?? RegionOutcome.Complete;

    public override bool TryRead(out PacketRecord packet)
    {
        while (_outcome is null && !_cancellation.IsCancellationRequested && !IsAtLimit && _merge.TryRead(out packet))
        {
            if (_request.Shift != 0)
                packet = packet with { Time = Shifted.Add(packet.Time, _request.Shift) };
            if (_matcher is not null && !_matcher.Matches(packet))
                continue;
            _packets++;
            _bytes += packet.Data.Length;
            return true;
        }

        packet = default;
        _outcome ??= End();
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _merge.Dispose();
    }

    private bool IsAtLimit => (_request.MaxPackets > 0 && _packets >= _request.MaxPackets) || (_request.MaxBytes > 0 && _bytes >= _request.MaxBytes);

    private RegionOutcome End()
    {
        if (_cancellation.IsCancellationRequested)
            return new RegionOutcome(RegionEnd.Cancelled, $"{_region} was stopped because the fetch was cancelled.", false);
        if (IsAtLimit)
            return RegionOutcome.Complete;

        // A file without a whole packet is never opened for an answer, but may have held some of it.
        List<FileFault> faults = [
            .. _merge.Faults,
            .. _files.Where(file => file.Packets == 0).Select(file => file.FaultAt(_openedAt)).OfType<FileFault>()];
        if (faults.Count == 0)
            return RegionOutcome.Complete;

        var others = faults.Count switch
        {
            1 => "",
            2 => " (another file is damaged too)",
            _ => FormattableString.Invariant($" ({faults.Count - 1:N0} more files are damaged too)"),
        };
        var rest = faults is [{ IsTruncation: true }] ? "everything before it was read" : "everything else was read";
        return new RegionOutcome(RegionEnd.Damaged, $"{_region}: {faults[0].Sentence}{others}; {rest}.", faults.Exists(f => f.MayPass));
    }
}
