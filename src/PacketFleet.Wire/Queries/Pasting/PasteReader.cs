using System.Text.RegularExpressions;

namespace PacketFleet.Wire.Queries.Pasting;

/// <summary>What a text held.</summary>
/// <param name="Events">The events, in its order; at least one.</param>
/// <param name="LeftOut">What they could not use.</param>
/// <param name="CutText">Only the beginning of the text was looked at.</param>
internal sealed record PasteFound(IReadOnlyList<PastedEvent> Events, LeftOut LeftOut, bool CutText);

/// <summary>Reads a text line by line; what no reader knows is counted, and too much of it makes the whole text unknown.</summary>
internal sealed partial class PasteReader(PacketTime now)
{
    private static readonly string[] Furniture = ["Date first seen", "Date flow start", "Summary:", "Time window:", "Total flows", "Sys:", "---"];

    private readonly LeftOut _leftOut = new();
    private readonly Columns _columns = new();
    private readonly List<PastedEvent> _events = [];
    private int _read;
    private int _unread;

    /// <summary>Reads a text; null where it is not known.</summary>
    public PasteFound? Read(string text)
    {
        var cut = text.Length > PastedText.MostCharacters;
        if (cut) text = text[..PastedText.MostCharacters];
        text = Clean(text);
        if (text.Length == 0) return null;

        var lines = text.Split('\n', PastedText.MostLines + 1);
        if (lines.Length > PastedText.MostLines)
        {
            cut = true;
            Array.Resize(ref lines, PastedText.MostLines);
        }

        // JSON over many lines is read as a whole; one record a line like other lines, so that one that is broken spoils no other.
        if ((text[0] == '[' || (text[0] == '{' && JsonEvents.Read(lines[0]).Count == 0)) && ReadJson(text)) lines = [];
        for (var i = 0; i < lines.Length; i++)
        {
            // The last line before a cut is seldom whole.
            if (i == lines.Length - 1 && cut && i > 0 && lines.Length < PastedText.MostLines) break;
            if (lines[i].Trim() is { Length: > 0 } line && !ReadLine(line)) return null;
        }

        return _events.Count > 0 && _unread <= _read ? new(_events, _leftOut, cut) : null;
    }

    /// <summary>Reads a line; false where it shows that the text is a query gone wrong.</summary>
    private bool ReadLine(string line)
    {
        if (line[0] == '{' && ReadJson(line)) return true;
        if (Array.Exists(Furniture, f => line.StartsWith(f, StringComparison.Ordinal)) || _columns.TakesHeader(line)) return true;
        if (_columns.Read(line, _leftOut) is { } row) return Take(row);

        var words = LineWords.Of(Refang(line), now, _leftOut);
        if (ConnectionLine.Read(words, _leftOut) is { } connection) return Take(connection);
        if (Pairs(line) is { } pairs) return Take(pairs);
        if (words.IsOfQuery) return false;
        if (AddressLine.Read(words, _leftOut) is { } listed) return Take([.. listed]);

        _unread++;
        _leftOut.Add(Unused.Line, line);
        return true;
    }

    private bool ReadJson(string text)
    {
        var before = _events.Count;
        foreach (var fields in JsonEvents.Read(text))
        {
            if (FieldEvent.Read(fields, _leftOut) is { } found) Take(found);
        }

        return _events.Count > before;
    }

    /// <summary><c>SRC=10.0.0.1 DST=8.8.8.8 PROTO=TCP</c>, as firewalls write.</summary>
    private PastedEvent? Pairs(string line)
    {
        var fields = new Fields();
        foreach (Match pair in Pair().Matches(line)) fields.Add(pair.Groups["name"].Value, pair.Groups["value"].Value.Trim('"'));
        return FieldEvent.Read(fields, _leftOut);
    }

    private bool Take(params ReadOnlySpan<PastedEvent> found)
    {
        _read++;
        foreach (var one in found) _events.Add(one);
        return true;
    }

    /// <summary>Plain spaces and line ends; nothing that does not show.</summary>
    private static string Clean(string text) => Unseen().Replace(text.ReplaceLineEndings("\n"), "").Replace('\u00a0', ' ').Trim();

    /// <summary>Takes back what keeps a program from following an address: <c>8[.]8[.]8[.]8</c>, <c>hxxp://</c>.</summary>
    private static string Refang(string line) => Scheme().Replace(Point().Replace(line, "."), "http${rest}").Replace("[:]", ":", StringComparison.Ordinal).Replace("[://]", "://", StringComparison.Ordinal);

    [GeneratedRegex("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]", RegexOptions.CultureInvariant)]
    private static partial Regex Unseen();

    [GeneratedRegex(@"\[(\.|dot)\]|\(\.\)|\{\.\}|(?<=[0-9])\\\.(?=[0-9])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Point();

    [GeneratedRegex(@"\bh[xt*]{2}p(?<rest>s?(\[:\]|:|\[://))", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"(?<![\w.])(?<name>[A-Za-z_][A-Za-z0-9_.]{0,40})=(?<value>""[^""]{0,400}""|[^\s""]{1,400})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Pair();
}
