using System.Diagnostics;

namespace PacketFleet.Tests.Engine.Delivery;

/// <summary>Wireshark's command-line programs, where installed: the judge of whether a file is a capture.</summary>
internal static class Wireshark
{
    private const string Tshark = "/usr/bin/tshark";
    private const string Capinfos = "/usr/bin/capinfos";

    /// <summary>Skips the test where they are not installed.</summary>
    public static void Needed() => Assert.SkipUnless(File.Exists(Tshark) && File.Exists(Capinfos), "tshark and capinfos are not installed.");

    /// <summary>The fields asked for of every packet, tab-separated.</summary>
    public static string[] Fields(string file, params string[] fields) =>
        Run(Tshark, ["-n", "-r", file, "-T", "fields", .. fields.SelectMany(f => (string[])["-e", f])]);

    public static string[] Info(string file) => Run(Capinfos, [file]);

    private static string[] Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, errors.Result);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
