namespace PacketFleet.Wire.Queries;

/// <summary>Makes times absolute, and takes the window out of a tree.</summary>
internal static class Pinning
{
    public static QueryNode Pin(QueryNode node, PacketTime now) => node switch
    {
        BinaryNode both => new BinaryNode(both.IsAnd, Pin(both.Left, now), Pin(both.Right, now)),
        TimeNode { Time.Ago: { } ago } time => new TimeNode(time.IsAfter, TimeText.Of(now.Add(-ago))),
        _ => node,
    };

    /// <summary>What remains when the time terms joined by <c>and</c> at the top are taken into the window; null when nothing does.</summary>
    public static QueryNode? TakeWindow(QueryNode node, ref TimeWindow window)
    {
        switch (node)
        {
            case TimeNode time:
                var moment = time.Time.Absolute ?? throw new InvalidOperationException("A pinned query holds a relative time.");
                window = window.Intersect(time.IsAfter ? new TimeWindow(moment, null) : new TimeWindow(null, moment));
                return null;

            case BinaryNode { IsAnd: true } both:
                var left = TakeWindow(both.Left, ref window);
                var right = TakeWindow(both.Right, ref window);
                if (ReferenceEquals(left, both.Left) && ReferenceEquals(right, both.Right)) return node;
                return left is null ? right : right is null ? left : new BinaryNode(true, left, right);

            default:
                return node;
        }
    }

    /// <summary>The same tree with every time moved outwards, so that it selects no less.</summary>
    public static QueryNode Pad(QueryNode node, TimeSpan by) => node switch
    {
        BinaryNode both => new BinaryNode(both.IsAnd, Pad(both.Left, by), Pad(both.Right, by)),
        TimeNode { Time.Absolute: { } moment } time => new TimeNode(time.IsAfter, TimeText.Of(moment.Add(time.IsAfter ? -by : by))),
        _ => node,
    };

    public static bool HasTime(QueryNode? node) => node switch
    {
        TimeNode => true,
        BinaryNode both => HasTime(both.Left) || HasTime(both.Right),
        _ => false,
    };
}
