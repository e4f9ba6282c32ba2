namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>
/// One file's text, read as Gravwell's programs read theirs: sections with an optional name in quotes, keys, bare or quoted
/// values, comments. Reading never fails: what cannot be read is a fault with its line, and the next line is tried.
/// </summary>
internal sealed partial class ConfText
{
    /// <summary>Most keys and sections of one file; the text's own length is bounded by who loads it.</summary>
    public const int MostEntries = 10_000;

    private readonly string _file;
    private readonly string _directory;
    private readonly string _text;
    private readonly List<ConfSection> _sections = [];
    private readonly List<string> _faults = [];
    private readonly List<string> _warnings = [];
    private int _at;
    private int _line = 1;
    private int _entries;
    private ConfSection? _section;

    private ConfText(string file, string text)
    {
        _file = file;
        _directory = Path.GetDirectoryName(file) ?? "";
        _text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
    }

    /// <summary>The sections in order; one name may come twice.</summary>
    public IReadOnlyList<ConfSection> Sections => _sections;

    /// <summary>What is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>What may not be meant, one sentence each.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Reads a text.</summary>
    /// <param name="file">The file's absolute path, for messages and relative paths.</param>
    /// <param name="text">What is in it.</param>
    public static ConfText Read(string file, string text)
    {
        var reading = new ConfText(file, text.StartsWith('\uFEFF') ? text[1..] : text);
        reading.ReadAll();
        return reading;
    }

    private ConfLine Here => new(_file, _line, _directory);

    private char Current => _at < _text.Length ? _text[_at] : '\n';

    private void ReadAll()
    {
        while (_at < _text.Length)
        {
            SkipBlanks();
            if (_at >= _text.Length)
                return;
            var c = Current;
            if (c == '\n')
            {
                _at++;
                _line++;
            }
            else if (c is '#' or ';')
                SkipLine();
            else if (++_entries > MostEntries)
            {
                _faults.Add($"{_file} has more than {MostEntries} keys and sections: remove what does not belong there.");
                return;
            }
            else if (c == '[')
                ReadHeader();
            else if (char.IsAsciiLetter(c))
                ReadEntry();
            else
                ReadStray();
        }
    }

    private void ReadEntry()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '-' or '_')
            _at++;
        var (key, here) = (_text[start.._at], Here);
        if (MayBeSecret(key))
        {
            ReadStray();
            return;
        }

        SkipBlanks();
        string? value = null;
        var faulty = false;
        if (Current == '=')
        {
            _at++;
            (value, faulty) = ReadValue(key, here);
        }
        else if (Current is not ('\n' or '#' or ';'))
        {
            _faults.Add($"{Subject(key)} has no = ({here.Where}): write {ConfWords.Shown(key)}=\"value\".");
            faulty = true;
        }

        SkipLine();
        _secretIsOpen = ConfWords.IsSecret(key) && (faulty || string.IsNullOrEmpty(value));
        if (_section is null)
            _faults.Add($"{ConfWords.Shown(key)} stands before any section ({here.Where}): write [Global] above it.");
        else
            _section.Entries.Add(new ConfEntry(key, value, here, Subject(key)) { Faulty = faulty });
    }

    private string Subject(string key) => _section is null or { Name.Length: 0 } ? ConfWords.Shown(key) : $"{ConfWords.Shown(key)} of {_section.Title}";

    private void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t')
            _at++;
    }

    private void SkipLine()
    {
        var end = _text.IndexOf('\n', _at);
        _at = end < 0 ? _text.Length : end;
    }

    private string RestOfLine()
    {
        var end = _text.IndexOf('\n', _at);
        return end < 0 ? _text[_at..] : _text[_at..end];
    }
}
