using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PacketFleet.Web.Tests.Hosting;

/// <summary>The built program as a process of its own, in a directory of its own.</summary>
internal sealed partial class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private RunningProgram(string workingDirectory, IReadOnlyDictionary<string, string> environment, string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PacketFleet.Web.dll"), .. args])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Errors.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public ConcurrentQueue<string> Errors { get; } = new();

    public string Output => string.Join('\n', _output);

    public string ErrorText => string.Join('\n', Errors.Where(l => l.Length > 0));

    public static RunningProgram Start(string workingDirectory, IReadOnlyDictionary<string, string> environment, params string[] args) => new(workingDirectory, environment, args);

    public static RunningProgram Start(string workingDirectory, params string[] args) => new(workingDirectory, new Dictionary<string, string>(), args);

    /// <summary>The address it listens on, once it says so.</summary>
    public async Task<Uri> ReadyAsync()
    {
        var first = await Task.WhenAny(_ready.Task, _process.WaitForExitAsync()).WaitAsync(Patience);
        if (first != _ready.Task)
            throw new InvalidOperationException($"The program ended with {_process.ExitCode}: {ErrorText}");
        return await _ready.Task;
    }

    /// <summary>Its exit code, once it has ended by itself.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public void Kill() => _process.Kill();

    /// <summary>Asks it to end, as a service manager does.</summary>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        if (Listening().Match(line) is { Success: true } match)
            _ready.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex("PacketFleet.Web listens on (https?://[^ ]+)")]
    private static partial Regex Listening();
}
