using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Sockets;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Wire;

/// <summary>The source stamped on every packet of a job, as 16 bytes: a number, an IP address or hex, read as Gravwell's ingesters read it.</summary>
public static class SourceOverride
{
    private const int Size = 16;
    private const string Mend = "give a whole number such as 100 or 0x64, an IP address, or an even number of up to 32 hex digits";

    /// <summary>
    /// Reads a source override: an IP address (IPv4 as <c>::ffff:a.b.c.d</c>), else a number of up to 64 bits, decimal or hex
    /// with <c>0x</c>, else an even number of hex digits; both stand at the right end.
    /// <paramref name="bytes"/> has 16 bytes; <paramref name="error"/> is one sentence.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out string? error)
    {
        bytes = Address(text) ?? Number(text) ?? Hex(text);
        error = bytes is null ? Reason(text) : null;
        return bytes is not null;
    }

    private static byte[]? Address(string text)
    {
        if (!AddressText.TryParse(text, out var address)) return null;
        return (address.AddressFamily == AddressFamily.InterNetwork ? address.MapToIPv6() : address).GetAddressBytes();
    }

    private static byte[]? Number(string text)
    {
        var hex = text.StartsWith("0x", StringComparison.Ordinal);
        if (!ulong.TryParse(hex ? text.AsSpan(2) : text, hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return null;
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), value);
        return bytes;
    }

    private static byte[]? Hex(string text)
    {
        if (text.Length is 0 or > 2 * Size || text.Length % 2 != 0 || !text.All(char.IsAsciiHexDigit)) return null;
        var bytes = new byte[Size];
        Convert.FromHexString(text).CopyTo(bytes, Size - (text.Length / 2));
        return bytes;
    }

    private static string Reason(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return $"The source override is empty: {Mend}.";
        if (text.Trim().Length < text.Length) return "The source override has spaces around it: remove them.";
        if (text.All(char.IsAsciiHexDigit))
            return text.Length > 2 * Size ? "The source override is longer than 32 hex digits: shorten it." : "The source override has an odd number of hex digits: put a 0 before it.";
        return $"The source override is neither a number nor an address: {Mend}.";
    }
}
