namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <summary>Bytes a second over the last four seconds. Not safe for concurrent calls.</summary>
internal sealed class RateMeter(TimeProvider clock)
{
    private const int Buckets = 16;
    private const long BucketMilliseconds = 250;

    private readonly long[] _bytes = new long[Buckets];
    private readonly long _start = clock.GetTimestamp();
    private long _bucket;

    /// <summary>So many bytes more.</summary>
    public void Add(long bytes)
    {
        Turn();
        _bytes[_bucket % Buckets] += bytes;
    }

    /// <summary>Bytes a second.</summary>
    public double PerSecond()
    {
        Turn();
        return _bytes.Sum() * 1000.0 / (BucketMilliseconds * Math.Min(Buckets, _bucket + 1));
    }

    private void Turn()
    {
        var now = (long)clock.GetElapsedTime(_start).TotalMilliseconds / BucketMilliseconds;
        for (var i = 0; i < Buckets && _bucket < now; i++)
            _bytes[++_bucket % Buckets] = 0;
        _bucket = Math.Max(_bucket, now);
    }
}
