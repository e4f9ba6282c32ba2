using System.Net.Http.Json;
using System.Text.Json;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>The program as a process of its own, which delivers to its archive or to an indexer; and what came there of one job after the other.</summary>
internal sealed class MatrixProgram : IAsyncDisposable
{
    private readonly DeliveryLogKind _log;
    private (long Distinct, long Duplicates) _before;

    private MatrixProgram(DeliveryLogKind log, PacketFleetProcess process, FakeIndexer? indexer) => (_log, Process, Indexer) = (log, process, indexer);

    public PacketFleetProcess Process { get; }

    /// <summary>It keeps packets on its disk.</summary>
    public bool HasArchive => _log == DeliveryLogKind.Archive;

    /// <summary>Null where it delivers to its archive alone.</summary>
    public FakeIndexer? Indexer { get; }

    /// <summary>Starts it; to deliver to an indexer, too, where wanted.</summary>
    public static async Task<MatrixProgram> StartAsync(CompletenessSettings settings, bool withIndexer, IndexerKeep keep = IndexerKeep.Identities)
    {
        var indexer = !withIndexer ? null : new FakeIndexer(new FakeIndexerOptions { Keep = keep });
        try
        {
            return new(settings.Log, await PacketFleetProcess.StartAsync((indexer is null ? settings : settings with { Targets = [indexer.Target] }).ToString()), indexer);
        }
        catch
        {
            indexer?.Dispose();
            throw;
        }
    }

    /// <summary>Asks all regions for a window; no other job may be under way.</summary>
    public async Task<long> SubmitAsync(TimeWindow window, bool waitForRecent = true, params string[] regions)
    {
        _before = Received();
        using var answer = await Process.Http.PostAsJsonAsync(
            "/api/v1/jobs",
            new { query = Answers.Query(window.After, window.Before), regions = regions.Length > 0 ? regions : MatrixFleet.Names, source = "100", waitForRecent });
        var job = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.IsSuccessStatusCode.ShouldBeTrue(job.ToString());
        return job.GetProperty("id").GetInt64();
    }

    /// <summary>Asks again for what is missing of a job that has ended.</summary>
    public async Task RetryAsync(long id)
    {
        using var retried = await Process.Http.PostAsync($"/api/v1/jobs/{id}/retry", null);
        retried.IsSuccessStatusCode.ShouldBeTrue(await retried.Content.ReadAsStringAsync());
    }

    /// <summary>Waits until a job has ended, and fails unless exactly this came of it: packets, verdicts, gaps and what is covered.</summary>
    /// <param name="id">The job.</param>
    /// <param name="window">Its window.</param>
    /// <param name="mayDouble">Something broke while entries were on their way to the indexer.</param>
    /// <param name="seconds">The longest to wait.</param>
    /// <param name="attempt">Which run of it.</param>
    /// <param name="state">How the job ends; null = as it must by what its regions are to be.</param>
    /// <param name="regions">All of its regions.</param>
    public async Task<JsonElement> ShouldEndAsync(long id, TimeWindow window, bool mayDouble = false, double seconds = 40, int attempt = 1, string? state = null, params RegionShould[] regions)
    {
        var job = await Process.WaitAsync(
            id,
            j => j.GetProperty("finishedAt").ValueKind == JsonValueKind.String && j.GetProperty("regions").EnumerateArray().Max(r => r.GetProperty("attempt").GetInt32()) == attempt,
            seconds);
        var receipt = await Process.Http.GetFromJsonAsync<JsonElement>($"/api/v1/jobs/{id}/receipt?sha256=0");
        foreach (var should in regions)
            await ShouldBeAsync(job, receipt, window, should, mayDouble);

        job.State().ShouldBe(state ?? (regions.Any(r => r.Verdict == "missing") ? "partial" : "completed"), job.ToString());
        if (Indexer is not null)
            ShouldHaveReceived(job, regions.Sum(r => (long)r.Packets.Count), regions.Sum(r => (long)r.MayCome.Count + r.MayArrive), mayDouble);
        return job;
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Indexer?.Dispose();
    }

    private async Task ShouldBeAsync(JsonElement job, JsonElement receipt, TimeWindow window, RegionShould should, bool mayDouble)
    {
        var region = job.Of(should.Region);
        region.Gaps().ShouldBe(should.Gaps, region.ToString());
        region.Verdict().ShouldBe(should.Verdict, region.ToString());

        // Where nothing can be compared with, what may come twice is counted twice, and told.
        var (stored, most) = (should.Stored ?? should.Packets.Count, should.MayCome.Count + (mayDouble && Indexer is not null ? job.MaybeDoubled() : 0));
        region.GetProperty("packets").GetInt64().ShouldBeInRange(stored, stored + most, region.ToString());
        region.GetProperty("deliveredPackets").GetInt64().ShouldBeInRange(should.Packets.Count, should.Packets.Count + most, region.ToString());
        receipt.Of(should.Region).Covered().ShouldBe(Answers.Rest(window, region), region.ToString());
        if (_log == DeliveryLogKind.Archive)
            await Process.ShouldHoldAsync(job.GetProperty("id").GetInt64(), should.Region, should.Packets, should.MayCome);
        if (Indexer is not null)
            job.ShouldHaveCome(should.Region, should.Packets, Indexer);
    }

    private void ShouldHaveReceived(JsonElement job, long packets, long more, bool mayDouble)
    {
        var (received, told) = (Received(), job.MaybeDoubled());
        (received.Distinct - _before.Distinct).ShouldBeInRange(packets, packets + more, "Strange packets came.");
        var doubled = received.Duplicates - _before.Duplicates;
        doubled.ShouldBeLessThanOrEqualTo(told, job.ToString());
        if (!mayDouble)
            told.ShouldBe(0, job.ToString());
        Indexer!.Ledger.Violations.ShouldBeEmpty();
    }

    private (long Distinct, long Duplicates) Received() => Indexer is { Ledger: var ledger } ? (ledger.Distinct, ledger.Duplicates) : default;
}
