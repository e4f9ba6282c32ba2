using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PacketFleet.Wire.Queries;

/// <summary>IP addresses as text, as strict as Go reads them: no zone, no leading zeros in IPv4, "::" for at least one group.</summary>
internal static class AddressText
{
    /// <summary>Reads an address. An IPv4 address written in IPv6 (<c>::ffff:a.b.c.d</c>) is the IPv4 address.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!TryParse(text, bytes, out var length))
        {
            address = null;
            return false;
        }

        address = new IPAddress(bytes[..length]);
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return true;
    }

    /// <summary>Whether the letters of an address are all lower case, as Stenographer wants them.</summary>
    public static bool IsLowerCase(ReadOnlySpan<char> text) => !text.ContainsAnyInRange('A', 'Z');

    /// <summary>The shortest text (RFC 5952), IPv6 always in groups of hex.</summary>
    public static string Print(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork) return address.ToString();

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        var (gap, length) = LongestZeros(bytes);
        var text = new StringBuilder(39);
        for (var group = 0; group < 8; group++)
        {
            if (group == gap && length > 1)
            {
                text.Append("::");
                group += length - 1;
                continue;
            }

            if (text.Length > 0 && text[^1] != ':') text.Append(':');
            text.Append(Group(bytes, group).ToString("x", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static ushort Group(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt16BigEndian(bytes[(index * 2)..]);

    private static (int Start, int Length) LongestZeros(ReadOnlySpan<byte> bytes)
    {
        var (best, longest, run) = (-1, 0, 0);
        for (var group = 0; group < 8; group++)
        {
            run = Group(bytes, group) == 0 ? run + 1 : 0;
            if (run > longest) (best, longest) = (group - run + 1, run);
        }

        return (best, longest);
    }

    private static bool TryParse(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        length = text.Contains(':') ? 16 : 4;
        return length == 4 ? TryParseV4(text, bytes[..4]) : TryParseV6(text, bytes);
    }

    private static bool TryParseV4(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        var count = 0;
        foreach (var part in text.Split('.'))
        {
            var digits = text[part];
            if (count == 4 || digits.Length is 0 or > 3 || (digits.Length > 1 && digits[0] == '0')) return false;
            if (!byte.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out bytes[count++])) return false;
        }

        return count == 4;
    }

    private static bool TryParseV6(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        bytes.Clear();
        var gap = text.IndexOf("::");
        if (gap < 0) return TryParseGroups(text, bytes, out var all) && all == 16;

        Span<byte> behind = stackalloc byte[16];
        if (!TryParseGroups(text[..gap], bytes, out var front, last: false) || !TryParseGroups(text[(gap + 2)..], behind, out var back)) return false;
        if (front + back > 14) return false;
        bytes[front..].Clear();
        behind[..back].CopyTo(bytes[(16 - back)..]);
        return true;
    }

    private static bool TryParseGroups(ReadOnlySpan<char> text, Span<byte> bytes, out int length, bool last = true)
    {
        length = 0;
        if (text.IsEmpty) return true;

        foreach (var part in text.Split(':'))
        {
            var group = text[part];
            if (last && part.End.Value == text.Length && group.Contains('.'))
            {
                if (length > 12 || !TryParseV4(group, bytes.Slice(length, 4))) return false;
                length += 4;
                return true;
            }

            if (length > 14 || !TryParseGroup(group, out var value)) return false;
            BinaryPrimitives.WriteUInt16BigEndian(bytes[length..], value);
            length += 2;
        }

        return true;
    }

    private static bool TryParseGroup(ReadOnlySpan<char> group, out ushort value) =>
        ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
