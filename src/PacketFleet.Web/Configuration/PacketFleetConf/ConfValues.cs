using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>Values as Gravwell's programs read them.</summary>
internal static class ConfValues
{
    private static readonly string[] True = ["true", "t", "yes", "y", "1", "on"];
    private static readonly string[] False = ["false", "f", "no", "n", "0", "off"];
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> Decimal = SearchValues.Create("0123456789.");
    private static readonly (string Unit, double Seconds)[] Units = [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("μs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>True or false.</summary>
    public static bool? Flag(string text) =>
        True.Contains(text, StringComparer.OrdinalIgnoreCase) ? true : False.Contains(text, StringComparer.OrdinalIgnoreCase) ? false : null;

    /// <summary>A duration such as <c>30s</c>, <c>1h30m</c>, <c>1.5h</c> or <c>0</c>, in whole seconds, rounded up; null where it is none, or longer than 68 years.</summary>
    public static long? Seconds(string text)
    {
        if (text is "0")
            return 0;
        var rest = text.AsSpan();
        var sum = 0.0;
        if (rest.Length is 0 or > 64)
            return null;
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExcept(Decimal);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return null;
            rest = rest[digits..];
            var next = rest.IndexOfAny(Decimal);
            var unit = (next < 0 ? rest : rest[..next]).ToString();
            var known = Array.FindIndex(Units, u => u.Unit == unit);
            if (known < 0)
                return null;
            sum += number * Units[known].Seconds;
            rest = next < 0 ? [] : rest[next..];
        }

        return sum <= int.MaxValue ? (long)Math.Ceiling(Math.Round(sum, 6)) : null;
    }

    /// <summary>A rate such as <c>1Mbit</c>, <c>2048Kbps</c>, <c>3MBps</c> (bytes) or plain bits a second; k, M and G are powers of 1024. Null where it is none.</summary>
    public static long? BitsPerSecond(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExcept(Digits);
        var (number, unit) = digits < 0 ? (text, "") : (text[..digits], text[digits..]);
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return null;
        if (unit.Length == 0)
            return value;
        var scale = unit.Length == 4 ? char.ToLowerInvariant(unit[0]) switch { 'k' => 1L << 10, 'm' => 1L << 20, 'g' => 1L << 30, _ => 0 } : 0;
        var bits = scale == 0 ? 0 : unit[1..] switch { "bit" or "bps" => 1, "Bps" => 8, _ => 0 };
        return bits == 0 || value > long.MaxValue / (scale * bits) ? null : value * scale * bits;
    }

    /// <summary>An indexer's address with its port; false where it is none.</summary>
    public static bool TryTarget(string text, int defaultPort, [NotNullWhen(true)] out string? target)
    {
        target = null;
        if (IPAddress.TryParse(text, out var ip) && !text.StartsWith('[') && (text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3))
        {
            target = text.Contains(':', StringComparison.Ordinal) ? $"[{ip}]:{defaultPort}" : $"{text}:{defaultPort}";
            return true;
        }

        var bracket = text.LastIndexOf(']');
        var colon = text.LastIndexOf(':');
        var (host, port) = colon > bracket ? (text[..colon], text[(colon + 1)..]) : (text, defaultPort.ToString(CultureInfo.InvariantCulture));
        if (!IsPort(port, least: 1) || !IsHost(host))
            return false;
        target = $"{host}:{port}";
        return true;
    }

    /// <summary>An indexer's pipe as a target. What means something in a URL is escaped, so that the path comes out of it as it was written.</summary>
    public static string PipeTarget(string path) => "pipe://" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>An address to listen on, <c>:9002</c> or <c>127.0.0.1:9002</c>, as a URL's host and port. A name is none: it would open every address.</summary>
    public static bool TryListen(string text, [NotNullWhen(true)] out string? hostAndPort)
    {
        hostAndPort = null;
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !IsPort(text[(colon + 1)..], least: 0))
            return false;
        var host = text[..colon];
        var bracketed = host.StartsWith('[') && host.EndsWith(']');
        if (host.Length == 0)
            host = "*";
        else if (!string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            && !(IPAddress.TryParse(host, out _) && (bracketed ? host.Contains(':', StringComparison.Ordinal) : host.Count(c => c == '.') == 3)))
            return false;
        hostAndPort = host + text[colon..];
        return true;
    }

    private static bool IsPort(string text, int least) =>
        text.Length is > 0 and <= 5 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port >= least && port <= IPEndPoint.MaxPort;

    private static bool IsHost(string host) =>
        host.StartsWith('[')
            ? host.EndsWith(']') && host.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(host, out _)
            : Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4;
}
