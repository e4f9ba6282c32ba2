namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>The last minute of a rate, one value a second.</summary>
public sealed class RateHistory
{
    private const int Most = 64;
    private readonly Queue<double> _values = new();

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<double> Values => [.. _values];

    /// <summary>The latest; 0 before the first.</summary>
    public double Latest { get; private set; }

    /// <summary>The highest ever noted.</summary>
    public double Peak { get; private set; }

    /// <summary>Something flowed within the last minute.</summary>
    public bool Flows => _values.Any(v => v >= 1);

    /// <summary>Adds the value of this second.</summary>
    public void Note(double value)
    {
        if (_values.Count == Most)
            _values.Dequeue();
        _values.Enqueue(value);
        Latest = value;
        Peak = Math.Max(Peak, value);
    }
}
