using System.Text;

namespace PacketFleet.Wire.Captures.Writing;

/// <summary>Text of pcapng options: UTF-8 of at most 65,535 bytes, cut between characters, without zero bytes.</summary>
internal static class PcapngOption
{
    private const int Longest = 65_532;

    /// <summary>A length that is enough for an option with this text, header and padding included.</summary>
    public static int MaxLength(string? text) =>
        string.IsNullOrEmpty(text) ? 0 : 4 + ((Math.Min(Encoding.UTF8.GetMaxByteCount(Math.Min(text.Length, Longest)), Longest) + 3) & ~3);

    /// <summary>Encodes the text and returns its length without padding.</summary>
    public static int Write(Span<byte> destination, string text)
    {
        // Zero bytes end strings in other programs.
        var clean = text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', ' ') : text;
        var room = destination[..Math.Min(destination.Length, Longest)];
        Encoding.UTF8.GetEncoder().Convert(clean, room, flush: true, out _, out var written, out var all);
        return all || destination.Length >= Longest ? written : throw new ArgumentException("The destination is too short for the option.", nameof(destination));
    }
}
