using System.Text.Json;
using PacketFleet.EndToEnd.Tests.Running;

namespace PacketFleet.EndToEnd.Tests.Faults;

/// <summary>The program's log files, as whoever is on duty reads them.</summary>
internal static class JobLog
{
    /// <summary>The reasons it gives for the ends of a job's fetches, by region.</summary>
    public static Dictionary<string, string> Reasons(PacketFleetProcess fleet, long job)
    {
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Lines(fleet))
        {
            if (line.TryGetProperty("Job", out var number) && number.GetInt64() == job
                && line.TryGetProperty("State", out _) && line.TryGetProperty("Reason", out var reason) && line.TryGetProperty("Region", out var region))
                reasons[region.GetString()!] = reason.GetString()!;
        }

        return reasons;
    }

    /// <summary>Every line so far, each an object.</summary>
    private static IEnumerable<JsonElement> Lines(PacketFleetProcess fleet)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(fleet.Directory, "data", "logs"), "*.jsonl"))
        {
            // The program holds it open and writes on.
            using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            while (reader.ReadLine() is { } line)
                yield return JsonDocument.Parse(line).RootElement;
        }
    }
}
