using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Persistence;

internal sealed partial class JobStore
{
    /// <inheritdoc/>
    public Task AddEventAsync(long job, JobEvent happened, CancellationToken cancellation) => WriteAsync(
        context =>
        {
            context.Events.Add(new EventRow { Job = job, At = happened.At.Nanoseconds(), Region = happened.Region, Level = happened.Level, Message = happened.Message });
            return context.SaveChanges();
        },
        cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobEvent>> EventsAsync(long job, CancellationToken cancellation) => ReadAsync<IReadOnlyList<JobEvent>>(
        context => [.. context.Events.Where(e => e.Job == job).OrderBy(e => e.Id).AsEnumerable().Select(e => e.ToRecord())],
        cancellation);
}
