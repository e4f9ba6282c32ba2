using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Live;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Web.Api;

/// <summary>
/// The numbers of <c>/metrics</c>, taken from the board and the regions when they are asked for. Counters start at 0 with the
/// program: jobs that had ended before do not count, and of a job that begins and leaves the board between two readings
/// nothing is seen.
/// </summary>
internal sealed class FleetMetrics(IJobBoard board, RegionCatalog regions, IGravwell gravwell)
{
    private readonly Lock _gate = new();
    private Dictionary<long, (long Packets, long Bytes)> _seen = [];
    private long _packets;
    private long _bytes;

    /// <summary>Writes them all.</summary>
    public string Write()
    {
        var jobs = board.Jobs;
        using var process = Process.GetCurrentProcess();
        var started = new DateTimeOffset(process.StartTime.ToUniversalTime());
        var (packets, bytes) = Count(jobs, started);
        var text = new PrometheusText();

        text.Metric("packetfleet_jobs", "gauge", "Jobs on the board (all in flight and the latest finished) by state.");
        foreach (var state in Enum.GetValues<JobState>())
            text.Value("state", JsonNamingPolicy.CamelCase.ConvertName(state.ToString()), jobs.Count(j => j.State == state));
        text.Metric("packetfleet_packets_total", "counter", "Packets read and inside their job's window.").Value(packets);
        text.Metric("packetfleet_packet_bytes_total", "counter", "Captured bytes of these packets.").Value(bytes);

        text.Metric("packetfleet_region_up", "gauge", "1 = the region answered its last check, 0 = it did not, or was not checked yet.");
        foreach (var region in regions.All)
            text.Value("region", region.Name, region.Health.State == HealthState.Up ? 1 : 0);
        text.Metric("packetfleet_board_subscribers", "gauge", "Pages and hub clients that watch the board of this node.").Value(board.Subscribers);

        GravwellMetrics.Write(text, gravwell.Status);

        text.Metric("process_cpu_seconds_total", "counter", "CPU time of the program in seconds.").Value(process.TotalProcessorTime.TotalSeconds);
        text.Metric("process_resident_memory_bytes", "gauge", "Resident memory of the program in bytes.").Value(process.WorkingSet64);
        text.Metric("dotnet_gc_allocated_bytes_total", "counter", "Bytes ever allocated on the managed heap.").Value(GC.GetTotalAllocatedBytes());
        text.Metric("dotnet_gc_collections_total", "counter", "Garbage collections by generation.");
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            text.Value("generation", generation.ToString(CultureInfo.InvariantCulture), GC.CollectionCount(generation));
        text.Metric("process_start_time_seconds", "gauge", "When the program started, in seconds since 1970.")
            .Value((started - DateTimeOffset.UnixEpoch).TotalSeconds);
        return text.ToString();
    }

    private (long Packets, long Bytes) Count(IReadOnlyList<JobSnapshot> jobs, DateTimeOffset started)
    {
        lock (_gate)
        {
            var now = new Dictionary<long, (long, long)>(jobs.Count);
            foreach (var job in jobs)
            {
                var before = _seen.TryGetValue(job.Id, out var last) ? last : job.FinishedAt < started ? (job.Packets, job.Bytes) : default;
                // A retry may begin below what was counted before: a counter never falls.
                now[job.Id] = (Math.Max(job.Packets, before.Packets), Math.Max(job.Bytes, before.Bytes));
                _packets += Math.Max(0, job.Packets - before.Packets);
                _bytes += Math.Max(0, job.Bytes - before.Bytes);
            }

            _seen = now;
            return (_packets, _bytes);
        }
    }
}
