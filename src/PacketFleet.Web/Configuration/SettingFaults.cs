namespace PacketFleet.Web.Configuration;

/// <summary>Everything found wrong, so that it can be told at once; and what is allowed but deserves a loud word.</summary>
internal sealed class SettingFaults
{
    private readonly List<string> _faults = [];
    private readonly List<string> _warnings = [];

    /// <summary>What forbids a start, one sentence each, in the order found.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>What does not, one sentence each.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Notes a fault: a whole sentence that begins with the key path.</summary>
    public void Add(string sentence) => _faults.Add(sentence);

    /// <summary>Notes a warning: a whole sentence that begins with the key path.</summary>
    public void Warn(string sentence) => _warnings.Add(sentence);
}
