using PacketFleet.Wire;
using PacketFleet.Wire.Captures;

namespace PacketFleet.Engine.Regions.Directories;

/// <summary>A file that is in order, read from its beginning.</summary>
internal sealed class StreamedSource : MergeSource
{
    private readonly CaptureFileHandle _handle;
    private readonly CaptureReader _reader;
    private readonly AskedSpan _span;
    private readonly CancellationToken _cancellation;
    private long _previous = long.MinValue;

    public StreamedSource(CaptureFile file, int order, AskedSpan span, bool keepOpen, int bufferSize, CancellationToken cancellation)
        : base(file, order)
    {
        _handle = new CaptureFileHandle(file, keepOpen);
        _reader = CaptureFileScanner.Open(file, _handle, bufferSize);
        _span = span;
        _cancellation = cancellation;
    }

    public override bool TryRead(out PacketRecord packet)
    {
        while (_reader.TryRead(out packet))
        {
            var time = packet.Time;
            if (time < _previous)
            {
                Fault = new FileFault($"file {File.Name} changed while it was read", MayPass: true);
                return false;
            }

            _previous = time;
            if (time > _span.Last)
                return false;
            if (time >= _span.First)
                return true;
            if (_cancellation.IsCancellationRequested)
                return false;
        }

        // Where it ends before what was there when it was read through, that is not the end of a file still being written.
        Fault = CaptureFileScanner.FaultOf(File, _reader.Outcome);
        if (Fault is null or { IsTruncation: true } && _reader.Packets < File.Packets)
            Fault = new FileFault($"file {File.Name} was cut short while it was read", MayPass: true);
        return false;
    }

    public override void Dispose()
    {
        _reader.Dispose();
        _handle.Dispose();
    }
}
