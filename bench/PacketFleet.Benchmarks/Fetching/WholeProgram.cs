using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using PacketFleet.Benchmarks.Measuring;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Benchmarks.Fetching;

/// <summary>
/// PacketFleet.Web itself, as a process of its own with one region and a directory of its own: jobs go in by its API, and all
/// that it does for them counts: grains, database, archive, board.
/// </summary>
internal sealed class WholeProgram : IDisposable
{
    private const string Query = "port 443 and after 2026-11-24T12:00:00Z and before 2026-11-24T12:30:00Z";
    private const long WarmBytes = 128 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _directory = Directory.CreateTempSubdirectory("packetfleet-bench-").FullName;
    private readonly Process _process;
    private readonly HttpClient _http;

    /// <param name="region">The region.</param>
    /// <param name="gravwell">Where packets go; null = to the archive alone.</param>
    public WholeProgram(RegionOptions region, GravwellWay? gravwell = null)
    {
        var settings = Path.Combine(_directory, "settings.json");
        File.WriteAllText(settings, JsonSerializer.Serialize(new
        {
            PacketFleet = new
            {
                Regions = new[] { new { region.Name, region.Url, region.CaCert, region.ClientCert, region.ClientKey, Tag = "steno" } },
                Gravwell = gravwell is null ? null : new { Targets = new[] { gravwell.Target }, IngestSecret = "IngestSecrets", Compression = gravwell.Snappy },
                Archive = new { Enabled = gravwell?.Archive ?? true },
            },
        }));
        var url = $"http://127.0.0.1:{FreePort()}";
        _http = new HttpClient { BaseAddress = new Uri(url), Timeout = Timeout.InfiniteTimeSpan };
        var start = new ProcessStartInfo("dotnet", [Built(), "--config", settings, "--urls", url])
        {
            WorkingDirectory = _directory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        WaitUntilReady();
    }

    /// <summary>
    /// Says what a job for all that the region sends costs, after some small ones: the runtime compiles the hot path anew while
    /// they run, as it does in the first minute of any start, and what a job calls but a few times for some jobs more.
    /// </summary>
    /// <param name="received">Counts what has arrived where packets go, to be checked; null = nothing to check.</param>
    /// <param name="small">How many small ones.</param>
    public Measure Fetch(Func<long>? received = null, int small = 3)
    {
        for (var warm = 0; warm < small; warm++)
        {
            Run(WarmBytes);
            Thread.Sleep(1000);
        }

        var before = received?.Invoke() ?? 0;
        var resident = ProcessUsage.PeakResident(_process);
        var (cpu, runtime, clock) = (ProcessUsage.Cpu(_process), Runtime(), Stopwatch.StartNew());
        var job = Run(0);
        var seconds = clock.Elapsed.TotalSeconds;
        var spent = (ProcessUsage.Cpu(_process) - cpu).TotalSeconds;
        var after = Runtime();
        if (job.GetProperty("state").GetString() != "completed")
            throw new InvalidOperationException($"The job ended as {job}");
        var packets = job.GetProperty("deliveredPackets").GetInt64();
        if (received is not null && received() - before != packets)
            throw new InvalidOperationException($"{received() - before} packets arrived of {packets}.");
        return new Measure(
            spent,
            seconds,
            packets,
            job.GetProperty("deliveredBytes").GetInt64(),
            ProcessUsage.PeakResident(_process),
            (long)(after.Allocated - runtime.Allocated),
            [.. after.Collections.Zip(runtime.Collections, (now, earlier) => now - earlier)],
            ProcessUsage.PeakResident(_process) - resident);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _http.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private JsonElement Run(long mostBytes)
    {
        using var answer = _http.PostAsJsonAsync("/api/v1/jobs", new
        {
            query = Query,
            regions = new[] { "bench" },
            limits = mostBytes > 0 ? new { bytes = mostBytes } : null,
        }).GetAwaiter().GetResult();
        var job = Read(answer);
        while (job.GetProperty("finishedAt").ValueKind == JsonValueKind.Null)
        {
            Thread.Sleep(100);
            using var again = _http.GetAsync($"/api/v1/jobs/{job.GetProperty("id")}").GetAwaiter().GetResult();
            job = Read(again);
        }

        return job;
    }

    private static JsonElement Read(HttpResponseMessage answer)
    {
        var text = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        return answer.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new InvalidOperationException(text);
    }

    private (double Allocated, int[] Collections) Runtime()
    {
        var metrics = _http.GetStringAsync("/metrics").GetAwaiter().GetResult().Split('\n');
        return (
            Value("dotnet_gc_allocated_bytes_total "),
            [.. Enumerable.Range(0, 3).Select(generation => (int)Value($"dotnet_gc_collections_total{{generation=\"{generation}\"}} "))]);

        double Value(string name) =>
            double.Parse(metrics.Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..], System.Globalization.CultureInfo.InvariantCulture);
    }

    private void WaitUntilReady()
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < Patience && !_process.HasExited)
        {
            try
            {
                using var answer = _http.GetAsync("/readyz").GetAwaiter().GetResult();
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
            }

            Thread.Sleep(100);
        }

        throw new InvalidOperationException("The program did not start.");
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    // Built together with this program, in the same configuration.
    private static string Built()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!;
        var root = configuration.Parent!.Parent!.Parent!.Parent!.FullName;
        var built = Path.Combine(root, "src", "PacketFleet.Web", "bin", configuration.Name, "net10.0", "PacketFleet.Web.dll");
        return File.Exists(built) ? built : throw new InvalidOperationException($"Build first: there is no {built}");
    }
}
