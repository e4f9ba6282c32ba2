using System.Diagnostics.CodeAnalysis;

namespace PacketFleet.Wire.Queries.Pasting;

/// <summary>The named values of one record. Names are compared without regard to case, and <c>_ - space</c> count as a point.</summary>
internal sealed class Fields
{
    private const string Unset = "-";
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Adds a value; the first of a name holds, and what Zeek writes for "unset" is none.</summary>
    public void Add(string name, string value)
    {
        if (value.Length > 0 && value is not (Unset or "(empty)")) _values.TryAdd(Plain(name), value);
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public bool TryGet(string name, [NotNullWhen(true)] out string? value) => _values.TryGetValue(name, out value);

    /// <summary>The value of the first of these names that has one.</summary>
    public string? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_values.TryGetValue(name, out var value)) return value;
        }

        return null;
    }

    /// <summary>A name as it is looked up.</summary>
    public static string Plain(string name) => name.Trim().ToLowerInvariant().Replace('_', '.').Replace('-', '.').Replace(' ', '.').TrimStart('@');
}
