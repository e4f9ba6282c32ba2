using System.Globalization;
using PacketFleet.Wire.Queries.Faults;

namespace PacketFleet.Wire.Queries.Pasting;

/// <summary>What of a text a query cannot hold.</summary>
internal enum Unused
{
    Service,
    State,
    Signature,
    Name,
    Url,
    Mac,
    IcmpType,
    OtherPorts,
    PortZero,
    Zone,
    VlanAsked,
    Word,
    Line,
}

/// <summary>Gathers what was not used, and says it in a sentence a kind.</summary>
internal sealed class LeftOut
{
    private const int Named = 3;
    private readonly SortedDictionary<Unused, (List<string> Values, HashSet<string> Seen)> _found = [];

    public void Add(Unused kind, string? value = null)
    {
        if (!_found.TryGetValue(kind, out var found)) _found[kind] = found = ([], new(StringComparer.Ordinal));
        if (value is not null && found.Seen.Add(value) && found.Values.Count < Named) found.Values.Add(value);
    }

    /// <summary>The sentences, in a fixed order.</summary>
    public IEnumerable<string> Sentences() => _found.Select(f => Say(f.Key, f.Value.Values, f.Value.Seen.Count));

    private static string Say(Unused kind, List<string> values, int count)
    {
        var said = List(values, count);
        var many = count > 1;
        return kind switch
        {
            Unused.Service => many ? $"The services {said} are not in Stenographer’s index." : $"The service {said} is not in Stenographer’s index.",
            Unused.State => many ? $"The states {said} of connections are not in Stenographer’s index." : $"The connection’s state {said} is not in Stenographer’s index.",
            Unused.Signature => many ? $"The signatures {said} are not in Stenographer’s index." : $"The signature {said} is not in Stenographer’s index.",
            Unused.Name => many ? $"Stenographer knows addresses only, not the names {said}." : $"Stenographer knows addresses only, not the name {said}.",
            Unused.Url => many ? $"The paths {said} are not in Stenographer’s index." : $"The path {said} is not in Stenographer’s index.",
            Unused.Mac => "MAC addresses are not in Stenographer’s index.",
            Unused.IcmpType => "The type and code of ICMP are not in Stenographer’s index.",
            Unused.OtherPorts => "Stenographer’s index holds the ports of TCP and UDP only.",
            Unused.PortZero => "Port 0 is left out: it stands for no port.",
            Unused.Zone => "A time without a zone is read as UTC.",
            Unused.VlanAsked => $"{said} {(many ? "are" : "is")} asked for too: leave {(many ? "them" : "it")} out where the card takes tags off.",
            Unused.Word => many ? $"The words {said} were not used." : $"The word {said} was not used.",
            _ => many ? $"{count.ToString("N0", CultureInfo.InvariantCulture)} lines could not be read, such as {List([values[0]], 1)}." : $"One line could not be read: {said}.",
        };
    }

    private static string List(List<string> values, int count)
    {
        var quoted = values.ConvertAll(v => Said.Quote(v, 0, v.Length));
        if (count > values.Count) return $"{string.Join(", ", quoted)} and {(count - values.Count).ToString("N0", CultureInfo.InvariantCulture)} more";
        return quoted.Count < 2 ? string.Concat(quoted) : $"{string.Join(", ", quoted.Take(quoted.Count - 1))} and {quoted[^1]}";
    }
}
