using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace PacketFleet.EndToEnd.Tests.Running;

/// <summary>The built program as a process of its own, on a free port and in a directory of its own.</summary>
internal sealed class PacketFleetProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);

    private readonly string _program;
    private readonly string[] _arguments;
    private readonly bool _ownsDirectory;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly StringBuilder _output = new();
    private Process? _process;

    private PacketFleetProcess(string program, string directory, bool ownsDirectory, string[] arguments, IReadOnlyDictionary<string, string>? environment)
    {
        _environment = environment ?? new Dictionary<string, string>();
        _program = program;
        _arguments = arguments;
        _ownsDirectory = ownsDirectory;
        Directory = directory;
        BaseUrl = $"http://127.0.0.1:{FreePort()}";
        Http = new HttpClient { BaseAddress = new Uri(BaseUrl), Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>Its working directory: data lies below.</summary>
    public string Directory { get; }

    public string BaseUrl { get; }

    public HttpClient Http { get; }

    /// <summary>Its process, while it runs.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>Everything it has written to its console.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>The program as the build leaves it.</summary>
    public static string Built { get; } = Find();

    /// <summary>Starts the program and waits until it answers.</summary>
    /// <param name="config">Settings as JSON for a <c>--config</c> file; null = the built-in ones.</param>
    /// <param name="program">The program's dll; null = as built.</param>
    /// <param name="environment">More variables of its environment.</param>
    public static async Task<PacketFleetProcess> StartAsync(string? config = null, string? program = null, Dictionary<string, string>? environment = null)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("packetfleet-e2e-").FullName;
        string[] arguments = [];
        if (config is not null)
        {
            var file = Path.Combine(directory, "settings.json");
            await File.WriteAllTextAsync(file, config);
            arguments = ["--config", file];
        }

        var started = new PacketFleetProcess(program ?? Built, directory, true, arguments, environment);
        try
        {
            await started.StartAgainAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the program with these arguments in a directory that stays, and waits until it answers.</summary>
    public static async Task<PacketFleetProcess> StartInAsync(string directory, params string[] arguments)
    {
        var started = new PacketFleetProcess(Built, directory, false, arguments, null);
        try
        {
            await started.StartAgainAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a program that ends by itself: its exit code, and what it wrote to its console.</summary>
    public static async Task<(int Code, string Output)> RunInAsync(string directory, params string[] arguments)
    {
        await using var program = new PacketFleetProcess(Built, directory, false, arguments, null);
        program.Launch();
        using var patience = new CancellationTokenSource(StartPatience);
        await program._process!.WaitForExitAsync(patience.Token);
        return (program._process.ExitCode, program.Output);
    }

    /// <summary>Starts it (again) on the same directory and port.</summary>
    public async Task StartAgainAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            Launch();
            try
            {
                await WaitUntilReadyAsync();
                return;
            }
            catch (InvalidOperationException e) when (attempt < 5 && e.Message.Contains("is taken by another program", StringComparison.Ordinal))
            {
                // Somebody's outgoing connection got the port meanwhile.
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    /// <summary>Waits until it answers.</summary>
    public async Task WaitUntilReadyAsync()
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < StartPatience && !_process!.HasExited)
        {
            try
            {
                using var answer = await Http.GetAsync("/readyz");
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"The program did not start:\n{Output}");
    }

    /// <summary>Starts it (again) on the same directory and port, and does not wait for it.</summary>
    public void Launch()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Directory, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[_program, .. _arguments])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        start.Environment["Urls"] = BaseUrl;
        start.Environment.Remove("ASPNETCORE_URLS");
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using (Process.Start("kill", ["-TERM", _process!.Id.ToString()]))
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30)))
            await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Submits a job and returns its number.</summary>
    public async Task<long> SubmitAsync(string query, params string[] regions)
    {
        using var answer = await Http.PostAsJsonAsync("/api/v1/jobs", new { query, regions });
        var job = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, job.ToString());
        return job.GetProperty("id").GetInt64();
    }

    /// <summary>Submits a job whose packets are to be found again by the source 100, and returns its number.</summary>
    public async Task<long> SubmitSourcedAsync(string query, params string[] regions)
    {
        using var answer = await Http.PostAsJsonAsync("/api/v1/jobs", new { query, regions, source = "100" });
        var job = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, job.ToString());
        return job.GetProperty("id").GetInt64();
    }

    public Task<JsonElement> JobAsync(long id) => Http.GetFromJsonAsync<JsonElement>($"/api/v1/jobs/{id}");

    /// <summary>Waits until a job is as wanted.</summary>
    public async Task<JsonElement> WaitAsync(long id, Func<JsonElement, bool> until, double seconds = 40)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            var job = await JobAsync(id);
            if (until(job))
                return job;
            if (since.Elapsed.TotalSeconds > seconds)
                throw new TimeoutException($"The job stayed at {job}\n{Output}");
            await Task.Delay(100);
        }
    }

    public Task<JsonElement> WaitForEndAsync(long id, double seconds = 40) =>
        WaitAsync(id, job => job.GetProperty("finishedAt").ValueKind == JsonValueKind.String, seconds);

    /// <summary>Downloads a job's packets to a file in its directory.</summary>
    public async Task<string> DownloadAsync(long id, string parameters = "")
    {
        var file = Path.Combine(Directory, $"download-{Guid.NewGuid():N}");
        await using var body = await Http.GetStreamAsync($"/api/v1/jobs/{id}/pcap{parameters}");
        await using var target = File.Create(file);
        await body.CopyToAsync(target);
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();
        Http.Dispose();
        if (_ownsDirectory)
            System.IO.Directory.Delete(Directory, true);
    }

    public static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    private static string Find()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var built = Path.Combine(Repository.Root, "src", "PacketFleet.Web", "bin", configuration, "net10.0", "PacketFleet.Web.dll");
        return File.Exists(built) ? built : throw new InvalidOperationException($"Build first: there is no {built}");
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
            _output.AppendLine(line.Data);
    }
}
