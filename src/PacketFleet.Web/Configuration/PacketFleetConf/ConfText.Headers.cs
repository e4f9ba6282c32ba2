using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PacketFleet.Web.Configuration.PacketFleetConf;

internal sealed partial class ConfText
{
    // Where a header cannot be read, the keys below it are still no strays.
    private void ReadHeader()
    {
        var (line, here) = (RestOfLine(), Here);
        SkipLine();
        if (TryHeader(line, quotes: true, out var name, out var subname))
        {
            if (subname is { Length: 0 })
                _faults.Add($"The name of the section [{ConfWords.Shown(name)} \"\"] is empty ({here.Where}): write a name between the quotes.");
        }
        else if (TypographicQuotes.In(line) && TryHeader(TypographicQuotes.Straightened(line), quotes: true, out name, out subname))
            _faults.Add($"The section {Header(line)} is named in typographic quotes ({here.Where}): write {ConfSection.TitleOf(name, subname)}.");
        else if (TryHeader(line, quotes: false, out name, out subname))
            _faults.Add($"The section {Header(line)} is named without its two quotes ({here.Where}): write {ConfSection.TitleOf(name, subname)}.");
        else
            _faults.Add($"The section \"{Header(line)}\" cannot be read ({here.Where}): write [Global], or [Stenographer \"Region 1\"].");
        _secretIsOpen = false;
        _section = new ConfSection(name ?? "", subname, here);
        _sections.Add(_section);
    }

    // Nothing behind it: a key may stand in the same line, and its value may be the secret.
    private static string Header(string line)
    {
        var end = line.IndexOf(']', StringComparison.Ordinal) + 1;
        return end > 0 ? ConfWords.Shown(line[..end]) : ConfWords.Shown(Beginning(line));
    }

    private static bool TryHeader(string line, bool quotes, [NotNullWhen(true)] out string? name, out string? subname)
    {
        subname = null;
        var at = Skip(line, 1);
        var start = at;
        while (at < line.Length && (char.IsAsciiLetterOrDigit(line[at]) || line[at] is '-' or '_'))
            at++;
        name = line[start..at];
        at = Skip(line, at);
        if (name.Length > 0 && at < line.Length && line[at] != ']' && (quotes ? TryQuoted(line, ref at, out subname) : TryBare(line, ref at, out subname)))
            at = Skip(line, at);
        if (name.Length > 0 && at < line.Length && line[at] == ']')
        {
            at = Skip(line, at + 1);
            if (at >= line.Length || line[at] is '#' or ';')
                return true;
        }

        (name, subname) = (null, null);
        return false;
    }

    private static bool TryQuoted(string line, ref int at, out string? text)
    {
        text = null;
        if (line[at] != '"')
            return false;
        var builder = new StringBuilder();
        for (var i = at + 1; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                (text, at) = (builder.ToString(), i + 1);
                return true;
            }

            if (line[i] == '\\' && (++i >= line.Length || line[i] is not ('\\' or '"')))
                return false;
            builder.Append(line[i]);
        }

        return false;
    }

    private static bool TryBare(string line, ref int at, out string? text)
    {
        var end = line.IndexOf(']', at);
        text = end < 0 ? null : line[at..end].Trim(' ', '\t', '"', '\'');
        if (string.IsNullOrEmpty(text))
            return false;
        at = end;
        return true;
    }

    private static int Skip(string line, int at)
    {
        while (at < line.Length && line[at] is ' ' or '\t')
            at++;
        return at;
    }
}
