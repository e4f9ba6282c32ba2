using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Delivery;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>
/// Commits to a store that another program may hold: the store waits for seconds by itself before it refuses, and in half a minute that one
/// may be gone.
/// </summary>
internal sealed partial class PatientStore(FetchServices services)
{
    private const int Attempts = 5;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(400);

    /// <summary>Commits, blocking. False where another run has taken over. Throws <see cref="StoreException"/> when it cannot be done.</summary>
    /// <param name="segment">What is stored; null = progress alone.</param>
    /// <param name="row">The fetch's row with its progress.</param>
    public bool Commit(SegmentRecord? segment, FetchRecord row)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // No token: a commit begun is finished, or a packet could be stored and not counted.
                return services.Store.CommitSegmentAsync(segment, row, CancellationToken.None).GetAwaiter().GetResult();
            }
            catch (IOException e) when (attempt < Attempts)
            {
                LogNotStored(services.Logger, row.Job, row.Region, attempt, e.Message);
                Task.Delay(BetweenAttempts, services.Clock).GetAwaiter().GetResult();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                throw new StoreException(e.Message, e);
            }
        }
    }

    [LoggerMessage(1407, LogLevel.Warning, "Job {Job}: packets of {Region} could not be committed, attempt {Attempt}; trying again. {Reason}")]
    private static partial void LogNotStored(ILogger logger, long job, string region, int attempt, string reason);
}
