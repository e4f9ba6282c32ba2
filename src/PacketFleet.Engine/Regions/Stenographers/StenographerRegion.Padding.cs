namespace PacketFleet.Engine.Regions.Stenographers;

public sealed partial class StenographerRegion
{
    private static readonly TimeSpan LeastPadding = TimeSpan.FromMinutes(2);

    private long _paddingTicks = LeastPadding.Ticks;
    private bool _paddingLearnt;

    /// <summary>
    /// How far a question must reach beyond the window wanted, on both sides: it selects whole files by their start with a slop of a
    /// minute, so a file longer than that reaches further into the window than its name shows. 2 minutes, or more once
    /// a check or <see cref="HoldingsAsync"/> has found a longer file age.
    /// </summary>
    public TimeSpan Padding => TimeSpan.FromTicks(Interlocked.Read(ref _paddingTicks));

    /// <summary>Asks for the file age where it is not known yet.</summary>
    private void LearnPadding(StenographerConnection connection)
    {
        if (Volatile.Read(ref _paddingLearnt))
            return;

        using var question = new HttpRequestMessage(HttpMethod.Get, _address!.Resource("/debug/config"));
        LearnPadding(connection.Read(question, DebugConfig.Read, out _)?.FileAge);
    }

    private void LearnPadding(TimeSpan? fileAge)
    {
        if (fileAge is { } age)
        {
            Interlocked.Exchange(ref _paddingTicks, Math.Max(LeastPadding.Ticks, age.Ticks + TimeSpan.TicksPerMinute));
            Volatile.Write(ref _paddingLearnt, true);
        }
    }
}
