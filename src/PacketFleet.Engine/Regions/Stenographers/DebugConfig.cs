using System.Globalization;
using System.Text.Json;

namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>What <c>/debug/config</c> tells of how it captures.</summary>
/// <param name="FileAge">How long it writes to a file: <c>--fileage_sec=N</c> of its flags, 60 s where that is absent.</param>
/// <param name="Threads">How many capture threads it has; null where it does not say.</param>
internal sealed record DebugConfig(TimeSpan FileAge, int? Threads)
{
    /// <summary>What it is where nothing is said.</summary>
    public static readonly DebugConfig Usual = new(TimeSpan.FromMinutes(1), null);

    private const int LargestAnswer = 256 * 1024;
    private const int LongestFileAge = 24 * 60 * 60;
    private const string ThreadList = "Threads";
    private const string FileAgeFlag = "fileage_sec=";

    /// <summary>Reads the answer; what is not there or not sound is as usual.</summary>
    public static DebugConfig Read(Stream body)
    {
        var buffer = new byte[LargestAnswer];
        var length = body.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        try
        {
            using var json = JsonDocument.Parse(buffer.AsMemory(0, length));
            var root = json.RootElement;
            return root.ValueKind != JsonValueKind.Object
                ? Usual
                : new(AgeIn(root), root.TryGetProperty(ThreadList, out var threads) && threads.ValueKind == JsonValueKind.Array ? threads.GetArrayLength() : null);
        }
        catch (JsonException)
        {
            return Usual;
        }
    }

    private static TimeSpan AgeIn(JsonElement root)
    {
        if (!root.TryGetProperty("Flags", out var flags) || flags.ValueKind != JsonValueKind.Array)
            return Usual.FileAge;

        // The last one counts, as on every command line; one dash does for two.
        var age = Usual.FileAge;
        foreach (var flag in flags.EnumerateArray())
        {
            if (flag.ValueKind != JsonValueKind.String || flag.GetString()!.TrimStart('-') is not { } text || !text.StartsWith(FileAgeFlag, StringComparison.Ordinal))
                continue;
            if (int.TryParse(text.AsSpan(FileAgeFlag.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= LongestFileAge)
                age = TimeSpan.FromSeconds(seconds);
        }

        return age;
    }
}
