using System.Globalization;

namespace PacketFleet.Wire.Queries.Pasting;

/// <summary>Makes an event of named values, by the names that Zeek, Suricata, nfdump and their relatives use.</summary>
internal static class FieldEvent
{
    private static readonly string[] Sources = ["id.orig.h", "src.ip", "source.ip", "srcip", "sa", "src", "source", "saddr", "srcaddr", "src.addr", "ip.src", "source.address", "src.address"];
    private static readonly string[] Destinations = ["id.resp.h", "dest.ip", "dst.ip", "destination.ip", "dstip", "destip", "da", "dst", "dest", "destination", "daddr", "dstaddr", "dst.addr", "ip.dst", "destination.address", "dst.address"];
    private static readonly string[] SourcePorts = ["id.orig.p", "src.port", "source.port", "srcport", "sp", "sport", "spt", "tcp.srcport", "udp.srcport"];
    private static readonly string[] DestinationPorts = ["id.resp.p", "dest.port", "dst.port", "destination.port", "dstport", "destport", "dp", "dport", "dpt", "tcp.dstport", "udp.dstport"];

    /// <summary>Whether a record with this name among its own could tell an end of a connection.</summary>
    public static bool IsEnd(string name) => Sources.Contains(name) || Destinations.Contains(name);

    /// <summary>Reads the values; null where they name no end.</summary>
    /// <param name="log">The name of Zeek's log where a header told it.</param>
    public static PastedEvent? Read(Fields fields, LeftOut leftOut, string? log = null)
    {
        var source = fields.First(Sources) is { } s ? Endpoint.Read(s) : null;
        var destination = fields.First(Destinations) is { } d ? Endpoint.Read(d) : null;
        if (source is null && destination is null) return null;

        var (kind, name) = KindOf(fields, log);
        NoteUnused(fields, kind, leftOut);
        var (start, end) = Times(fields, leftOut);
        return new PastedEvent(kind, name)
        {
            Source = source is null ? null : source with { Port = Port(fields.First(SourcePorts)) ?? source.Port },
            Destination = destination is null ? null : destination with { Port = Port(fields.First(DestinationPorts)) ?? destination.Port },
            Protocol = fields.First("proto", "protocol", "pr", "prot", "ip.proto", "network.transport", "transport") is { } proto ? Protocols.Number(proto) : name == "Zeek http line" ? (byte)6 : null,
            Vlans = [.. Vlans(fields)],
            Start = start,
            End = end,
            Id = kind switch
            {
                PastedKind.Zeek when fields.TryGet("uid", out var uid) => "uid " + Short(uid),
                PastedKind.Suricata when fields.TryGet("flow.id", out var id) => "flow " + Short(id),
                _ => null,
            },
        };
    }

    private static (PastedKind Kind, string Name) KindOf(Fields fields, string? log)
    {
        if (fields.Has("id.orig.h") || fields.Has("id.resp.h"))
        {
            log ??= fields.First(".path") ?? (
                fields.Has("conn.state") ? "conn"
                : fields.Has("qtype") || fields.Has("qtype.name") || fields.Has("trans.id") ? "dns"
                : fields.Has("method") || fields.Has("trans.depth") || fields.Has("status.code") ? "http"
                : fields.Has("cipher") || fields.Has("server.name") ? "ssl"
                : "");
            return (PastedKind.Zeek, IsWord(log) ? $"Zeek {log} line" : "Zeek line");
        }

        if (fields.Has("dest.ip") && (fields.Has("event.type") || fields.Has("flow.id")))
        {
            var type = fields.First("event.type") ?? "";
            return (PastedKind.Suricata, type == "alert" ? "Suricata alert" : IsWord(type) ? $"Suricata {type} record" : "Suricata record");
        }

        return (PastedKind.Record, "log record");
    }

    private static (PacketTime? Start, PacketTime? End) Times(Fields fields, LeftOut leftOut)
    {
        var stamp = Moment("timestamp", "time", "date.first.seen");
        var start = Moment("ts", "flow.start", "netflow.start", "start", "start.time", "starttime", "first", "first.seen", "event.start") ?? stamp;
        var end = Moment("flow.end", "netflow.end", "te", "end", "end.time", "endtime", "last", "last.seen", "event.end");
        if (end is null && start is { } from && fields.First("duration", "dur", "td") is { } text && PastedTime.TryReadSpan(text, out var span)) end = from.Add(span);
        return (start, end ?? stamp ?? start);

        PacketTime? Moment(params ReadOnlySpan<string> names) =>
            fields.First(names) is { } text && PastedTime.TryRead(text, out var moment, leftOut) ? moment : null;
    }

    private static void NoteUnused(Fields fields, PastedKind kind, LeftOut leftOut)
    {
        Note(Unused.Service, "service", "app.proto");
        Note(Unused.State, "conn.state");
        Note(Unused.Signature, "alert.signature");
        foreach (var name in (string[])["query", "server.name", "http.hostname", "tls.sni", "dns.rrname", "dns.query.rrname", "dns.queries.rrname"]) Note(Unused.Name, name);
        if (kind == PastedKind.Zeek) Note(Unused.Name, "host");
        Note(Unused.Url, "uri", "http.url");
        Note(Unused.Mac, "orig.l2.addr", "resp.l2.addr", "ether.src.mac", "ether.dest.mac", "src.mac", "dst.mac");

        void Note(Unused unused, params ReadOnlySpan<string> names)
        {
            if (fields.First(names) is not { } value) return;
            if (unused != Unused.Name || Endpoint.Read(value) is null) leftOut.Add(unused, value);
        }
    }

    private static IEnumerable<ushort> Vlans(Fields fields)
    {
        foreach (var name in (string[])["vlan", "inner.vlan", "vlan.id"])
        {
            if (!fields.TryGet(name, out var value)) continue;
            foreach (var part in value.Split(',', 4))
            {
                if (Port(part) is { } id and > 0 and < 4096) yield return id;
            }
        }
    }

    private static ushort? Port(string? text) =>
        text is { Length: < 12 } && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= ushort.MaxValue && number == Math.Floor(number) ? (ushort)number : null;

    private static bool IsWord(string text) => text.Length is > 0 and <= 24 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string Short(string text)
    {
        var shown = new string([.. text.Where(c => c is > ' ' and < '\u007f').Take(40)]);
        return shown.Length < text.Length ? shown + "…" : shown;
    }
}
