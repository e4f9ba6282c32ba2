using PacketFleet.Engine.Jobs.Admission;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>A fetch's way to its region's line. No call throws or waits for longer than it is given: whoever keeps the line may be gone.</summary>
/// <param name="admission">The line.</param>
/// <param name="ticket">The fetch.</param>
/// <param name="user">Whose it is.</param>
/// <param name="deadline">When the region begins to delete what is wanted; null = not soon.</param>
/// <param name="clock">Measures the patience.</param>
/// <param name="failed">Told why a call came to nothing.</param>
internal sealed class RegionLine(IAdmission admission, Ticket ticket, string user, Func<DateTimeOffset?> deadline, TimeProvider clock, Action<Exception> failed)
{
    private static readonly TimeSpan ReleasePatience = TimeSpan.FromSeconds(3);

    /// <summary>Asks for a slot, or asks again: 0 = granted, else the place in line; null where no answer comes within the patience.</summary>
    public Task<int?> AskAsync(TimeSpan patience) => CallAsync<int?>(async () => await admission.AskAsync(ticket, user, deadline()).ConfigureAwait(false), patience);

    /// <summary>Renews the lease: false when it is lost, null where no answer comes within the patience.</summary>
    public Task<bool?> RenewAsync(TimeSpan patience) => CallAsync<bool?>(async () => await admission.RenewAsync(ticket).ConfigureAwait(false), patience);

    /// <summary>Gives the slot, or the place in line, back. Where that does not arrive, the lease runs out by itself.</summary>
    public Task ReleaseAsync(TimeSpan cooldown) => CallAsync<bool?>(
        async () =>
        {
            await admission.ReleaseAsync(ticket, cooldown).ConfigureAwait(false);
            return true;
        },
        ReleasePatience);

    private async Task<T?> CallAsync<T>(Func<Task<T>> call, TimeSpan patience)
    {
        try
        {
            return await call().WaitAsync(patience, clock).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failed(e);
            return default;
        }
    }
}
