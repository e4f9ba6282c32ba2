using System.Diagnostics;

namespace PacketFleet.EndToEnd.Tests.Faults;

/// <summary>Waits for a condition of this process, closely.</summary>
internal static class Eventually
{
    /// <summary>True as soon as it holds; false when it still does not after so many seconds.</summary>
    public static async Task<bool> IsAsync(Func<bool> condition, double seconds = 30)
    {
        for (var since = Stopwatch.StartNew(); !condition();)
        {
            if (since.Elapsed.TotalSeconds > seconds)
                return false;
            await Task.Delay(1);
        }

        return true;
    }
}
