using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Packets;

namespace PacketFleet.TestKit.Stenographers;

/// <summary>A real Stenographer on loopback that serves packets given to it; its files lie in a temporary directory of its own.</summary>
public sealed class RealStenographer : IDisposable
{
    private const string Program = "/usr/sbin/stenographer";

    private readonly Func<Process> _launch;
    private readonly string _directory;
    private readonly string _certificates;
    private Process _process;

    private RealStenographer(Func<Process> launch, string directory, string certificates, string host, int port)
    {
        _launch = launch;
        _process = launch();
        _directory = directory;
        _certificates = certificates;
        Host = host;
        Port = port;
    }

    /// <summary>Why none can be started here; null when one can.</summary>
    public static string? Missing => File.Exists(Program) ? null : "Stenographer is not installed (apt-get install stenographer).";

    /// <summary>The IP literal it listens at.</summary>
    public string Host { get; }

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>Its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Settings of a region that is this server.</summary>
    public RegionOptions Region(string name) => new()
    {
        Name = name,
        Url = $"https://{Host}:{Port}",
        CaCert = Path.Combine(_certificates, "ca_cert.pem"),
        ClientCert = Path.Combine(_certificates, "client_cert.pem"),
        ClientKey = Path.Combine(_certificates, "client_key.pem"),
    };

    /// <summary>Writes the packets to files and starts a server for them; returns when it answers.</summary>
    /// <param name="packets">Ethernet packets, ascending by time.</param>
    /// <param name="certificates">A directory with <c>ca_cert.pem</c>, <c>server_*.pem</c> and <c>client_*.pem</c>; left alone.</param>
    /// <param name="host">The IP literal to listen at.</param>
    public static RealStenographer Start(IEnumerable<TestPacket> packets, string certificates, string host = "127.0.0.1") =>
        Start([packets], certificates, host);

    /// <summary>Writes the packets of each capture thread to files of its own and starts a server for them; returns when it answers.</summary>
    /// <param name="threads">For each thread Ethernet packets, ascending by time.</param>
    /// <param name="certificates">As for one thread.</param>
    /// <param name="host">The IP literal to listen at.</param>
    /// <param name="flags">The capture program's flags, as its debug page shows them.</param>
    public static RealStenographer Start(
        IReadOnlyList<IEnumerable<TestPacket>> threads, string certificates, string host = "127.0.0.1", params IReadOnlyList<string> flags) =>
        Start(threads, certificates, host, flags, prepare: null);

    /// <summary>As <see cref="Start(IEnumerable{TestPacket}, string, string)"/>, with files that are changed before the server sees them.</summary>
    /// <param name="packets">Ethernet packets, ascending by time.</param>
    /// <param name="certificates">A directory as there.</param>
    /// <param name="prepare">Told the directory with <c>PKT0</c> and <c>IDX0</c>.</param>
    public static RealStenographer Start(IEnumerable<TestPacket> packets, string certificates, Action<string> prepare) =>
        Start([packets], certificates, "127.0.0.1", [], prepare);

    private static RealStenographer Start(
        IReadOnlyList<IEnumerable<TestPacket>> threads, string certificates, string host, IReadOnlyList<string> flags, Action<string>? prepare)
    {
        var directory = Directory.CreateTempSubdirectory("packetfleet-steno-").FullName;
        for (var i = 0; i < threads.Count; i++)
            new StenographerFileWriter(directory, i).Write(threads[i]);
        prepare?.Invoke(directory);
        var port = FreePort(host);
        var server = new RealStenographer(() => Launch(directory, certificates, host, port, threads.Count, flags), directory, certificates, host, port);
        try
        {
            server.WaitUntilItAnswers();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>What <c>curl</c> gets for the same text: the bytes of the answer.</summary>
    public byte[] Curl(string query)
    {
        var output = Path.Combine(_directory, Guid.NewGuid().ToString("N") + ".pcap");
        var start = new ProcessStartInfo("curl", [
            "-sS", "--fail", "--data-binary", query, "-o", output,
            "--cacert", Path.Combine(_certificates, "ca_cert.pem"),
            "--cert", Path.Combine(_certificates, "client_cert.pem"),
            "--key", Path.Combine(_certificates, "client_key.pem"),
            // curl looks for the address among alternative names only, and the oldest certificates have none.
            "--insecure", $"https://{Host}:{Port}/query"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var curl = Process.Start(start)!;
        var errors = curl.StandardError.ReadToEnd();
        curl.WaitForExit();
        return curl.ExitCode == 0 ? File.ReadAllBytes(output) : throw new InvalidOperationException($"curl failed: {errors}");
    }

    /// <summary>How many files lie on its disk for a capture thread. It may take a while until it knows all of them.</summary>
    public int FilesOf(int thread) => Directory.GetFiles(Path.Combine(_directory, string.Create(CultureInfo.InvariantCulture, $"IDX{thread}"))).Length;

    /// <summary>Kills the server at once, as a crash would.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>Starts it again on the same port and files, once it was killed; returns when it answers.</summary>
    public void StartAgain()
    {
        _process.Dispose();
        _process = _launch();
        WaitUntilItAnswers();
    }

    /// <summary>Lets it do nothing, as on a machine that hangs.</summary>
    public void Freeze() => Signal("STOP");

    /// <summary>Lets it go on.</summary>
    public void Thaw() => Signal("CONT");

    /// <summary>Stops the server and deletes its files.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();

        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static Process Launch(string directory, string certificates, string host, int port, int threads, IReadOnlyList<string> flags)
    {
        var directories = string.Join(',', Enumerable.Range(0, threads).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"PacketsDirectory":"{{directory}}/PKT{{i}}","IndexDirectory":"{{directory}}/IDX{{i}}","MaxDirectoryFiles":30000,"DiskFreePercentage":1}""")));
        var temporary = Directory.CreateDirectory(Path.Combine(directory, "tmp")).FullName;
        var config = Path.Combine(directory, "config");
        File.WriteAllText(config, string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"Threads":[{{directories}}],
             "StenotypePath":"{{WriteSleeper(directory)}}","Interface":"none0","Port":{{port}},"Host":"{{host}}","Flags":{{JsonSerializer.Serialize(flags)}},"CertPath":"{{certificates}}"}
            """));
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec {Program} --config='{config}' --syslog=false --v=1 >'{directory}/log' 2>&1 </dev/null"])
        {
            UseShellExecute = false,
            WorkingDirectory = directory,
        };
        start.Environment["TMPDIR"] = temporary;
        return Process.Start(start)!;
    }

    /// <summary>It insists on a capture program: one that does nothing, and ends once its parent has.</summary>
    private static string WriteSleeper(string directory)
    {
        var path = Path.Combine(directory, "no-capture");
        File.WriteAllText(path, "#!/bin/sh\nP=$PPID; while [ -d /proc/$P ]; do sleep 1; done\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        return path;
    }

    private static int FreePort(string host)
    {
        using var probe = new Socket(SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Parse(host), 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    private void WaitUntilItAnswers()
    {
        var end = DateTime.UtcNow.AddSeconds(30);
        while (true)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"Stenographer ended: {Log()}");

            try
            {
                // A query over no time: answered with an empty capture once the files are known.
                if (Curl("before 1970-01-01T00:00:00Z").Length >= 24)
                    return;
            }
            catch (InvalidOperationException) when (DateTime.UtcNow < end)
            {
                Thread.Sleep(50);
            }
        }
    }

    private string Log()
    {
        var path = Path.Combine(_directory, "log");
        return File.Exists(path) ? File.ReadAllText(path) : "(no log)";
    }
}
