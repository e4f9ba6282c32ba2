using System.Text;

namespace PacketFleet.Wire.Gravwell;

/// <summary>
/// What every packet of a fetch says of itself in a search (<c>intrinsic region job case wirelen</c>): encoded once; only the
/// length on the wire changes from packet to packet.
/// </summary>
public sealed class EntryLabels
{
    /// <summary>The region's name, a text.</summary>
    public const string Region = "region";

    /// <summary>The job's number, 64 bits unsigned.</summary>
    public const string Job = "job";

    /// <summary>The case it was asked for, a text; absent where none was given.</summary>
    public const string Case = "case";

    /// <summary>The packet's length on the wire in bytes, 32 bits unsigned: more than the data where the capture cut it.</summary>
    public const string WireLength = "wirelen";

    private const int TextLength = 1024;

    /// <summary>Makes the labels of one fetch.</summary>
    /// <param name="region">The region's name; cut at 1,024 bytes of UTF-8.</param>
    /// <param name="job">The job's number.</param>
    /// <param name="caseName">The case; none where null or empty. Cut at 1,024 bytes of UTF-8.</param>
    public EntryLabels(string region, ulong job, string? caseName = null)
    {
        List<EnumeratedValue> values = [new(Region, Cut(region)), new(Job, job)];
        if (!string.IsNullOrEmpty(caseName))
            values.Add(new(Case, Cut(caseName)));

        // Last, so that its number is the block's last four bytes.
        values.Add(new(WireLength, 0u));
        Block = new byte[EnumeratedBlock.Length(values)];
        EnumeratedBlock.Write(Block, values);
    }

    /// <summary>The encoded block; its last four bytes are the length on the wire.</summary>
    internal byte[] Block { get; }

    private static string Cut(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Encoding.UTF8.GetByteCount(text) <= TextLength)
            return text;
        var length = 0;
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > TextLength)
                break;
            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }
}
