using System.Globalization;

namespace PacketFleet.Wire.Queries.Pasting;

/// <summary>A line that tells one connection: nfdump's, five values in a row, or two ends with an arrow between.</summary>
internal static class ConnectionLine
{
    private const string Arrow = ">";

    /// <summary>Reads a line; null where it tells no single connection.</summary>
    public static PastedEvent? Read(LineWords line, LeftOut leftOut)
    {
        if (line.IsOfQuery) return null;

        var parts = new List<Part>(line.Words.Count);
        foreach (var word in line.Words)
        {
            // tcpdump sets a colon behind its second end.
            var end = Endpoint.Read(word) ?? (word.EndsWith(':') ? Endpoint.Read(word[..^1]) : null);
            parts.Add(new(word, end, end is null ? Protocols.ByName(word) : null, end is null ? Number(word) : null));
        }

        var ends = parts.FindAll(p => p.End is not null);
        var arrow = parts.FindIndex(p => p.Word == Arrow);
        if (ends.Count < 2 || (ends.Count > 2 && (arrow < 0 || !line.TimeFirst))) return null;
        if (arrow >= 0 && !(parts.FindIndex(p => p.End is not null) < arrow && arrow < parts.FindLastIndex(p => p.End is not null))) return null;

        var first = parts.IndexOf(ends[0]);
        var second = parts.IndexOf(ends[1], first + 1);
        var protocol = parts.Find(p => p.Protocol is not null)?.Protocol;
        var (source, destination) = Ports(parts, first, second, arrow, ref protocol);
        if (arrow < 0 && protocol is null && (source.Port is null || destination.Port is null || ends[0].End!.Port is not null)) return null;

        // A log's own words say what they say; in a line that only tells ends they are said to be left out.
        var words = parts.FindAll(p => p.End is null && p.Protocol is null && p.Number is null && p.Word != Arrow && p.Word.Any(char.IsLetter));
        if (!line.TimeFirst)
        {
            if (words.Count > 0 && arrow < 0) return null;
            foreach (var word in words) leftOut.Add(Unused.Word, word.Word);
        }

        var (start, last) = Times(line, parts);
        var isNetFlow = line.TimeFirst && arrow >= 0 && protocol is not null;
        var isTcpdump = arrow >= 0 && line.Words[0] is "IP" or "IP6";
        return new PastedEvent(isNetFlow && !isTcpdump ? PastedKind.NetFlow : PastedKind.Connection, isTcpdump ? "tcpdump line" : isNetFlow ? "NetFlow line" : "connection")
        {
            Source = source,
            Destination = destination,
            Protocol = protocol,
            Start = start,
            End = last,
        };
    }

    /// <summary>Where ports do not stand with their addresses, they follow each of them, or both.</summary>
    private static (Endpoint Source, Endpoint Destination) Ports(List<Part> parts, int first, int second, int arrow, ref byte? protocol)
    {
        var (source, destination) = (parts[first].End!, parts[second].End!);
        if (source.Port is not null || destination.Port is not null) return (source, destination);

        var gap = second - first - 1 - (arrow > first && arrow < second ? 1 : 0);
        int? at = (gap == 1 ? parts[first + 1].Number : null) is null ? second + 1 : first + 1;
        var next = at == first + 1 ? second + 1 : second + 2;
        var behind = next + 1;
        if (Value(parts, at.Value) is not { } a || Value(parts, next) is not { } b) return (source, destination);

        // The protocol's number stands before all else, or behind.
        protocol ??= (first > 0 ? Small(Value(parts, first - 1)) : null) ?? (behind == parts.Count - 1 ? Small(Value(parts, behind)) : null);
        return (source with { Port = a }, destination with { Port = b });
    }

    private static (PacketTime? Start, PacketTime? End) Times(LineWords line, List<Part> parts)
    {
        if (line.Times.Count == 0) return (null, null);
        var start = line.Times[0];
        if (line.Times.Count > 1) return (start, line.Times[1]);

        // A duration behind the time has a fraction: it is no port and no protocol.
        var next = parts[0].Word;
        return line.TimeFirst && parts[0].End is null && next.Contains('.', StringComparison.Ordinal) && PastedTime.TryReadSpan(next, out var span) ? (start, start.Add(span)) : (start, start);
    }

    private static ushort? Value(List<Part> parts, int index) => index < parts.Count ? parts[index].Number : null;

    private static byte? Small(ushort? number) => number is { } value and <= byte.MaxValue ? (byte)value : null;

    private static ushort? Number(string word) => ushort.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Part(string Word, Endpoint? End, byte? Protocol, ushort? Number);
}
