using System.Diagnostics;
using PacketFleet.EndToEnd.Tests.Running;

namespace PacketFleet.EndToEnd.Tests.Publishing;

/// <summary>
/// The program as the Dockerfile publishes it: its own commands, run on a copy of what it takes into the image, so that the
/// build the other tests run from is left alone.
/// </summary>
internal sealed class PublishedProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _directory = Directory.CreateTempSubdirectory("packetfleet-publish-").FullName;

    /// <summary>Where the published files lie.</summary>
    public string Output => Path.Combine(_directory, "app");

    /// <summary>The program.</summary>
    public string Program => Path.Combine(Output, "PacketFleet.Web.dll");

    /// <summary>Copies the sources and runs the Dockerfile's <c>dotnet</c> commands.</summary>
    public async Task PublishAsync()
    {
        var source = Path.Combine(_directory, "source");
        Copy(Repository.Root, source, [.. await File.ReadAllLinesAsync(Path.Combine(Repository.Root, ".dockerignore"))]);
        var commands = (await File.ReadAllLinesAsync(Path.Combine(source, "Dockerfile"))).Where(l => l.StartsWith("RUN dotnet ", StringComparison.Ordinal)).ToArray();
        commands.ShouldContain(c => c.Contains(" publish ", StringComparison.Ordinal) && c.Contains(" -o /app ", StringComparison.Ordinal));
        foreach (var command in commands)
            await RunAsync(source, command["RUN dotnet ".Length..].Replace(" /app ", $" {Output} ", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_directory, true);

    private static async Task RunAsync(string directory, string arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };

        // No build node shall outlive the command; and the build has judged the sources already.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["RunAnalyzers"] = "false";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        process.ExitCode.ShouldBe(0, $"dotnet {arguments}: {await output} {await errors}");
    }

    private static void Copy(string from, string to, string[] ignored, bool top = true)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            if (ignored.Contains("**/" + entry.Name, StringComparer.Ordinal) || (top && ignored.Contains(entry.Name, StringComparer.Ordinal)))
                continue;
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link)
                File.CreateSymbolicLink(target, link);
            else if (entry is DirectoryInfo)
                Copy(entry.FullName, target, ignored, top: false);
            else
                File.Copy(entry.FullName, target);
        }
    }
}
