namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>How far another clock is ahead of ours, as far as a moment told to the second can say.</summary>
internal static class ClockDifference
{
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    /// <summary>The difference; zero where the clocks may agree, or nothing was told.</summary>
    /// <param name="told">Its clock, cut to the second, at some moment between the next two.</param>
    /// <param name="sent">Our clock when it was asked.</param>
    /// <param name="received">Our clock when it had answered.</param>
    public static TimeSpan Of(DateTimeOffset? told, DateTimeOffset sent, DateTimeOffset received)
    {
        if (told is not { } second)
            return TimeSpan.Zero;

        var least = second - received;
        var most = second + Resolution - sent;
        return least <= TimeSpan.Zero && most >= TimeSpan.Zero ? TimeSpan.Zero : (least + most) / 2;
    }
}
