using System.Diagnostics;
using PacketFleet.TestKit.Packets;
using PacketFleet.Wire;
using PacketFleet.Wire.Captures;

namespace PacketFleet.EndToEnd.Tests.Running;

/// <summary>Reads captures, and asks other people's programs about them.</summary>
internal static class Captures
{
    /// <summary>All packets of a file, in its order.</summary>
    public static List<TestPacket> Read(string file)
    {
        using var reader = CaptureReader.Open(File.OpenRead(file));
        var packets = new List<TestPacket>();
        while (reader.TryRead(out var packet))
            packets.Add(new TestPacket(packet.Time, packet.OriginalLength, packet.Data.ToArray()));
        reader.Outcome.End.ShouldBe(CaptureEnd.Complete, reader.Outcome.Reason);
        return packets;
    }

    /// <summary>Length and bytes of each packet, sorted: equal for equal multisets. Times are left out.</summary>
    public static List<string> Contents(IEnumerable<TestPacket> packets) =>
        [.. packets.Select(p => $"{p.OriginalLength} {Convert.ToHexString(p.Data)}").Order(StringComparer.Ordinal)];

    /// <summary>Time, length and bytes of each packet, sorted.</summary>
    public static List<string> Keys(IEnumerable<TestPacket> packets) => [.. packets.Select(p => p.Key).Order(StringComparer.Ordinal)];

    /// <summary>Those inside a window.</summary>
    public static IEnumerable<TestPacket> Inside(this IEnumerable<TestPacket> packets, TimeWindow window) => packets.Where(p => window.Contains(p.Time));

    /// <summary>Runs a program to its end and returns what it printed; fails the test where the program fails.</summary>
    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {errors.Result} {output}");
        return output;
    }

    /// <summary>The test is skipped, with the reason, where a program is missing.</summary>
    public static void Need(string program) =>
        Assert.SkipUnless(new[] { "/usr/bin", "/usr/sbin", "/bin", "/sbin" }.Any(d => File.Exists(Path.Combine(d, program))), $"{program} is not installed.");
}
