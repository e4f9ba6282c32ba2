using System.Diagnostics;

namespace PacketFleet.TestKit.Certificates;

/// <summary>Certificates as Stenographer's own <c>stenokeys</c> makes them: X.509 version 1, RSA of 4096 bits, no alternative names.</summary>
public static class StenoKeys
{
    private const string Program = "/usr/sbin/stenokeys";

    /// <summary>Why they cannot be made here; null when they can.</summary>
    public static string? Missing =>
        !File.Exists(Program) ? "stenokeys is not installed (apt-get install stenographer)"
        : !File.Exists("/usr/bin/jq") ? "jq is not installed, which stenokeys needs"
        : !string.Equals(Environment.UserName, "root", StringComparison.Ordinal) ? "stenokeys wants to be root" : null;

    /// <summary>Makes <c>ca_cert.pem</c>, <c>server_cert.pem</c> and the others in a directory; takes seconds.</summary>
    /// <param name="directory">Where; made when missing.</param>
    /// <param name="host">The IP literal the server's certificate is for.</param>
    public static void Make(string directory, string host)
    {
        Directory.CreateDirectory(directory);
        var config = Path.Combine(directory, "stenokeys.json");
        File.WriteAllText(config, $$"""{"Host":"{{host}}","CertPath":"{{directory}}"}""");
        var start = new ProcessStartInfo(Program, ["root", "root"]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["STENOGRAPHER_CONFIG"] = config;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
            process.Kill(entireProcessTree: true);

        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"stenokeys failed: {output.Result} {errors.Result}");
    }
}
