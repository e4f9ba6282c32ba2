using PacketFleet.Wire;
using PacketFleet.Wire.Captures;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>The packets of one answer as they arrive, read on the thread that calls.</summary>
internal sealed class StenographerAnswer : RegionStream
{
    private readonly StenographerConnection _connection;
    private readonly HttpResponseMessage _response;
    private readonly CaptureReader _reader;
    private readonly FrameMatcher? _matcher;
    private RegionOutcome? _outcome;

    /// <summary>Takes over the connection and its response.</summary>
    /// <param name="connection">Where the answer comes from.</param>
    /// <param name="response">Its headers; the body is not read yet.</param>
    /// <param name="matcher">Decides on each packet where the sensor's own choice is too coarse; null keeps all.</param>
    public StenographerAnswer(StenographerConnection connection, HttpResponseMessage response, FrameMatcher? matcher)
    {
        _connection = connection;
        _response = response;
        _matcher = matcher;
        _reader = CaptureReader.Open(response.Content.ReadAsStream(), leaveOpen: true);
    }

    public override RegionOutcome Outcome => _outcome ?? throw new InvalidOperationException("The answer was not read to its end.");

    public override bool TryRead(out PacketRecord packet)
    {
        while (_outcome is null && _reader.TryRead(out packet))
        {
            if (_matcher is null || _matcher.Matches(packet))
                return true;
        }

        _outcome ??= _connection.Explain(_reader.Outcome, _reader.Position);
        packet = default;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;

        _connection.Dispose();
        _response.Dispose();
        _reader.Dispose();
    }
}
