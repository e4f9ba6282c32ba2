namespace PacketFleet.Engine.Regions.Directories;

/// <summary>When a file is due: by time, then by its rank.</summary>
internal readonly record struct MergeKey(long Time, int Order) : IComparable<MergeKey>
{
    public static readonly MergeKey Never = new(long.MaxValue, int.MaxValue);

    public int CompareTo(MergeKey other) => Time != other.Time ? Time.CompareTo(other.Time) : Order.CompareTo(other.Order);
}
