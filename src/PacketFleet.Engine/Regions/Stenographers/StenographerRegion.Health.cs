using System.Net;

namespace PacketFleet.Engine.Regions.Stenographers;

public sealed partial class StenographerRegion
{
    private static readonly TimeSpan CheckConnect = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CheckWhole = TimeSpan.FromSeconds(8);

    /// <inheritdoc/>
    public async Task<RegionHealth> CheckAsync(CancellationToken cancellation)
    {
        var health = await Task.Factory
            .StartNew(() => Check(cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return _health = health;
    }

    private RegionHealth Check(CancellationToken cancellation)
    {
        var connect = _times.Connect > TimeSpan.Zero && _times.Connect < CheckConnect ? _times.Connect : CheckConnect;
        using var connection = Connect(new(connect, CheckConnect, CheckWhole), cancellation, out var failure, keep: true);
        if (connection is null)
            return Down(failure!);

        using var question = new HttpRequestMessage(HttpMethod.Get, _address!.Resource("/debug/stats"));
        var stats = connection.Read(question, StenographerStats.Read, out failure);

        // The debug pages may be closed. That it speaks HTTP with us at all has shown what counts: both sides' certificates hold.
        var closed = connection.Status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError;
        if (stats is not null)
            LearnPadding(connection);
        return failure is null || closed
            ? new(HealthState.Up, Reason: null, stats?.OldestPacket, NewestPacket: null, _time.GetUtcNow())
            : Down(failure);
    }

    private RegionHealth Down(RegionOutcome failure) => new(HealthState.Down, failure.Reason, OldestPacket: null, NewestPacket: null, _time.GetUtcNow());
}
