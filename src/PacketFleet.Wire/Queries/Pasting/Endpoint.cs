using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PacketFleet.Wire.Queries.Pasting;

/// <summary>One end: an address or a network, with a port where one is known.</summary>
/// <param name="Term">The term that finds it: <c>host 8.8.8.8</c>, <c>net 10.0.0.0/8</c>.</param>
/// <param name="IsIPv6">Of which family it is.</param>
/// <param name="Port">The port; 0 is kept as it was written.</param>
internal sealed record Endpoint(string Term, bool IsIPv6, ushort? Port = null)
{
    /// <summary>The longest text of an end: an address with zone and port, in brackets.</summary>
    private const int Longest = 90;

    public bool IsNetwork => Term.StartsWith("net ", StringComparison.Ordinal);

    /// <summary>
    /// Reads <c>A</c>, <c>A/24</c>, <c>A:53</c>, <c>[A]:53</c>, and nfdump's and tcpdump's <c>A.53</c>; letters of either case,
    /// with or without a zone. Null for anything else.
    /// </summary>
    public static Endpoint? Read(string text)
    {
        if (text.Length is < 2 or > Longest) return null;
        if (text[0] == '[')
        {
            var close = text.IndexOf(']', StringComparison.Ordinal);
            if (close < 0) return null;
            var behind = text[(close + 1)..];
            if (behind.Length > 0 && (behind[0] is not (':' or '.') || PortOf(behind[1..]) is null)) return null;
            return Host(text[1..close], behind.Length > 0 ? PortOf(behind[1..]) : null);
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0) return Net(text[..slash], text[(slash + 1)..]);
        if (Host(text, null) is { } bare) return bare;

        // The port of an IPv6 address stands behind a point there; behind a colon it could be a part of the address.
        var sign = text.LastIndexOf('.');
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && text.LastIndexOf(':') == colon) sign = colon;
        if (sign <= 0) return null;
        var port = text[(sign + 1)..];
        return PortOf(port) is { } number ? Host(text[..sign], number) : sign == colon && IsTypeAndCode(port) ? Host(text[..sign], 0) : null;
    }

    /// <summary>An address alone; null for anything else.</summary>
    public static Endpoint? Host(string text, ushort? port)
    {
        var zone = text.IndexOf('%', StringComparison.Ordinal);
        if (zone > 0) text = text[..zone];
        return text.Length <= Longest && AddressText.TryParse(text, out var address)
            ? new Endpoint("host " + AddressText.Print(address), address.AddressFamily == AddressFamily.InterNetworkV6, port)
            : null;
    }

    /// <summary>A port as a number.</summary>
    public static ushort? PortOf(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;

    /// <summary>What nfdump writes in place of a port for ICMP: <c>8.0</c>.</summary>
    private static bool IsTypeAndCode(string text) => text.Split('.') is [var type, var code] && PortOf(type) <= byte.MaxValue && PortOf(code) <= byte.MaxValue;

    private static Endpoint? Net(string text, string size)
    {
        if (!AddressText.TryParse(text, out var address)) return null;
        var six = address.AddressFamily == AddressFamily.InterNetworkV6;
        if (AddressText.TryParse(size, out var mask) && mask.AddressFamily == address.AddressFamily) return new Endpoint($"net {AddressText.Print(address)} mask {AddressText.Print(mask)}", six);

        // What was IPv4 in the writing of IPv6 has its length counted from there.
        var mapped = !six && text.Contains(':', StringComparison.Ordinal);
        if (!int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) || bits > (six || mapped ? 128 : 32)) return null;
        if (mapped && (bits -= 96) < 0) return null;
        return bits == (six ? 128 : 32) ? Host(text, null) : new Endpoint(string.Create(CultureInfo.InvariantCulture, $"net {Network(address, bits)}/{bits}"), six);
    }

    /// <summary>The address with the bits behind its network's at zero.</summary>
    private static string Network(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++) bytes[i] &= (byte)(0xff00 >> Math.Clamp(bits - (8 * i), 0, 8));
        return AddressText.Print(new IPAddress(bytes));
    }
}
