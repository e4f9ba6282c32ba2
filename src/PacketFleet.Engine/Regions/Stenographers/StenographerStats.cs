using System.Globalization;
using System.Text;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>What <c>/debug/stats</c> tells: a line per counter, name, tab, integer.</summary>
/// <param name="OldestPacket">From here on it holds everything it captured; null where it has no files, or has only just started.</param>
internal sealed record StenographerStats(PacketTime? OldestPacket)
{
    private const int LargestAnswer = 256 * 1024;

    /// <summary>Reads the answer; lines that are something else are skipped, and no more than 256 KiB are looked at.</summary>
    public static StenographerStats Read(Stream body)
    {
        // Some two KiB as a rule.
        var buffer = new byte[4096];
        var length = 0;
        while (length < LargestAnswer && body.Read(buffer, length, buffer.Length - length) is > 0 and var read)
        {
            length += read;
            if (length == buffer.Length && length < LargestAnswer)
                Array.Resize(ref buffer, 2 * length);
        }

        var text = Encoding.ASCII.GetString(buffer, 0, length);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var tab = line.IndexOf('\t');
            if (tab > 0
                && line[..tab].SequenceEqual("oldest_timestamp")
                && long.TryParse(line[(tab + 1)..], NumberStyles.Integer, CultureInfo.InvariantCulture, out var nanoseconds)
                && nanoseconds > 0)
            {
                return new(new PacketTime(nanoseconds));
            }
        }

        return new(OldestPacket: null);
    }
}
