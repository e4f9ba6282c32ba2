using System.Text;

namespace PacketFleet.Web.Configuration.PacketFleetConf;

internal sealed partial class ConfText
{
    private const char Raw = '`';

    // The value after the =, and whether it could not be read; leaves the rest of its last line to be skipped.
    private (string Value, bool Faulty) ReadValue(string key, ConfLine here)
    {
        SkipBlanks();
        var (first, start) = (RestOfLine(), _at);
        if (Current == Raw)
            return ReadRaw(key, here);

        var value = new StringBuilder();
        var (kept, inQuotes, bare) = (0, false, true);
        string? problem = null;
        while (problem is null && Current != '\n' && (inQuotes || Current is not ('#' or ';')))
        {
            var c = _text[_at++];
            if (c == '"')
                (inQuotes, bare) = (!inQuotes, false);
            else if (c == '\\')
                problem = Escape(value, inQuotes);
            else if (c != '\t' && char.IsControl(c))
                problem = "holds a control character|remove it";
            else
                value.Append(c);
            if (inQuotes || c is not (' ' or '\t'))
                kept = value.Length;
        }

        if (TypographicQuotes.Enclose(first, bare, closed: !inQuotes))
            return Fault(key, here, $"is in typographic quotes|write {Written(key, TypographicQuotes.Between(first))}", TypographicQuotes.Between(first));
        if (problem is null && inQuotes)
            problem = $"has no closing quote|write {Written(key, TypographicQuotes.Between(first))}";
        if (problem is not null)
            return Fault(key, here, problem, TypographicQuotes.Between(first));

        if (_at > start && Current is '#' or ';' && _text[_at - 1] is not (' ' or '\t' or '"'))
            _warnings.Add($"{Subject(key)} ends before the {Current} that begins a comment ({Here.Where}): put the value in double quotes if it goes on there.");
        return (value.ToString(0, kept), false);
    }

    private (string Value, bool Faulty) ReadRaw(string key, ConfLine here)
    {
        var end = _text.IndexOf(Raw, _at + 1);
        if (end < 0)
            return Fault(key, here, "has no closing `|write it between two of them, or in double quotes", "");
        var value = _text[(_at + 1)..end];
        _line += value.Count(c => c == '\n');
        _at = end + 1;
        SkipBlanks();
        if (Current is not ('\n' or '#' or ';'))
            return Fault(key, here, "goes on after its closing `|write the whole value in double quotes", value);
        return value.Any(c => c != '\t' && char.IsControl(c)) ? Fault(key, here, "holds a control character|remove it", value) : (value, false);
    }

    private string? Escape(StringBuilder value, bool inQuotes)
    {
        var next = _at < _text.Length ? _text[_at] : '\0';
        switch (next)
        {
            case '\n' when !inQuotes && NextIsSecret():
                return $"ends in a backslash, which joins the line of {ConfKeys.Secret} to it|remove the backslash";
            case '\n' when !inQuotes:
                _line++;
                break;
            case '"':
                value.Append('"');
                break;
            case '\\' when inQuotes:
                value.Append('\\');
                break;
            case 'n' or 't' when inQuotes:
                value.Append(next == 'n' ? '\n' : '\t');
                break;
            default:
                return inQuotes
                    ? $"holds \\{(char.IsAsciiLetterOrDigit(next) ? next : "")}, which means nothing|write \\\\ for a backslash"
                    : "holds a backslash outside quotes|put the value in double quotes, and write \\\\ for each backslash";
        }

        _at++;
        return null;
    }

    // Joined to another key's value it would be shown with that.
    private bool NextIsSecret()
    {
        var start = _at + 1;
        while (start < _text.Length && _text[start] is ' ' or '\t')
            start++;
        var end = Math.Min(start + ConfKeys.Secret.Length, _text.Length);
        return start < end && ConfWords.IsSecret(_text[start..end]);
    }

    private (string Value, bool Faulty) Fault(string key, ConfLine here, string problem, string meant)
    {
        var bar = problem.IndexOf('|', StringComparison.Ordinal);
        _faults.Add($"{Subject(key)} {problem[..bar]} ({here.Where}): {problem[(bar + 1)..]}.");
        return (meant, true);
    }

    private static string Written(string key, string value) => ConfWords.Shown(key) + "=" + (ConfWords.IsSecret(key) ? "\"…\" with plain quotes" : ConfWords.Quoted(value));
}
