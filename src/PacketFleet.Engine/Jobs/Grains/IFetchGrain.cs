using Orleans.Concurrency;
using PacketFleet.Engine.Jobs.Fetching;

namespace PacketFleet.Engine.Jobs.Grains;

/// <summary>One fetch (key: the job's number, the region's name): keeps the task that streams. Every method returns at once.</summary>
internal interface IFetchGrain : IGrainWithIntegerCompoundKey
{
    /// <summary>Makes sure that the fetch runs (or stops), and returns its latest state.</summary>
    [Alias("Ensure")]
    Task<FetchReport> EnsureAsync(FetchOrder order);

    /// <summary>The region has a slot for it.</summary>
    [Alias("Admitted")]
    [OneWay]
    Task AdmittedAsync(int epoch);
}

/// <summary>What a job wants of its fetch.</summary>
/// <param name="Attempt">Which attempt.</param>
/// <param name="CancelledBy">Who has cancelled it; null = nobody.</param>
[GenerateSerializer, Immutable]
internal sealed record FetchOrder(
    [property: Id(0)] int Attempt,
    [property: Id(1)] string? CancelledBy);
