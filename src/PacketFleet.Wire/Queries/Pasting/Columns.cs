using System.Text.RegularExpressions;

namespace PacketFleet.Wire.Queries.Pasting;

/// <summary>Lines in columns: Zeek's logs with or without their header, and tables whose first line names both ends.</summary>
internal sealed partial class Columns
{
    private static readonly string[] Head = ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p"];
    private static readonly string[] Conn = [.. Head, "proto", "service", "duration", "orig_bytes", "resp_bytes", "conn_state"];
    private static readonly string[] States = ["S0", "S1", "SF", "REJ", "S2", "S3", "RSTO", "RSTR", "RSTOS0", "RSTRH", "SH", "SHR", "OTH"];

    private string[]? _names;
    private string? _log;
    private char? _separator;

    /// <summary>Takes a line of a header in; true when it is one.</summary>
    public bool TakesHeader(string line)
    {
        if (line[0] == '#')
        {
            var cells = Cells(line, null);
            if (cells is ["#fields", .. var names]) _names = names;
            else if (cells is ["#path", var log, ..]) _log = log;
            return true;
        }

        foreach (var separator in (char?[])[',', '\t', ';', null])
        {
            var names = Array.ConvertAll(Cells(line, separator), n => n.Trim('"', '\''));
            if (names.Length < 2 || names.Count(n => FieldEvent.IsEnd(Fields.Plain(n))) != 2) continue;
            (_names, _log, _separator) = (names, null, separator);
            return true;
        }

        return false;
    }

    /// <summary>Reads a line by the header before it, or as Zeek's own columns; null for a line of another kind.</summary>
    public PastedEvent? Read(string line, LeftOut leftOut)
    {
        var cells = Cells(line, _separator);
        var names = _names is not null && cells.Length >= 2 && (cells.Length == _names.Length || _log is not null) ? _names : ZeekNames(cells);
        if (names is null) return null;

        var fields = new Fields();
        for (var i = 0; i < Math.Min(names.Length, cells.Length); i++) fields.Add(names[i], cells[i].Trim('"'));
        return FieldEvent.Read(fields, leftOut, ReferenceEquals(names, _names) ? _log : null);
    }

    /// <summary>The columns of a line that Zeek wrote; null for another.</summary>
    private static string[]? ZeekNames(string[] cells)
    {
        if (cells.Length < Head.Length || !Uid().IsMatch(cells[1]) || Endpoint.PortOf(cells[3]) is null || Endpoint.PortOf(cells[5]) is null) return null;
        if (Endpoint.Host(cells[2], null) is null || Endpoint.Host(cells[4], null) is null) return null;
        if (cells.Length >= Conn.Length && (States.Contains(cells[11]) || cells[11] == "-")) return Conn;
        return cells.Length > Head.Length && Protocols.ByName(cells[6]) is not null ? [.. Head, "proto"] : Head;
    }

    /// <summary>By tabs where there are some, else by spaces: a terminal turns the one into the other.</summary>
    private static string[] Cells(string line, char? separator) => separator is { } sign ? Array.ConvertAll(line.Split(sign), c => c.Trim())
        : line.Contains('\t', StringComparison.Ordinal) ? line.Split('\t', StringSplitOptions.TrimEntries)
        : line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex("^[A-Z][A-Za-z0-9]{8,24}$", RegexOptions.CultureInvariant)]
    private static partial Regex Uid();
}
