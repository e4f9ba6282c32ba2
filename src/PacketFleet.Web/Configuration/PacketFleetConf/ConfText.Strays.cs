namespace PacketFleet.Web.Configuration.PacketFleetConf;

internal sealed partial class ConfText
{
    private bool _secretIsOpen;

    private void ReadStray()
    {
        _faults.Add(_secretIsOpen
            ? $"The line below {ConfKeys.Secret} is neither a section nor a known key ({Here.Where}): write {ConfKeys.Secret}=\"value\" in one line, or # before a comment."
            : $"\"{ConfWords.Shown(Beginning(RestOfLine()))}\" is neither a section nor a key ({Here.Where}): write Key=\"value\", or # before a comment.");
        SkipLine();
    }

    // Where a secret's line is empty or broken off, the next may hold it, or the rest of it.
    private bool MayBeSecret(string key) => _secretIsOpen && ConfKeys.Known(ConfKeys.InGlobal, key) is null && ConfKeys.Known(ConfKeys.InStenographer, key) is null;

    // Not what may be a secret after it.
    private static string Beginning(string line)
    {
        if (line[0] is '=' or ':')
            return line[..1] + "…";
        var end = line.AsSpan(1).IndexOfAny(" \t=:");
        return end < 0 ? line : line[..(end + 1)];
    }
}
