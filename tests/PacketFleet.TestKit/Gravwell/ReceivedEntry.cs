using PacketFleet.Wire;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.TestKit.Gravwell;

/// <summary>An entry a fake indexer has stored.</summary>
/// <param name="Connection">The number of its connection, from 1.</param>
/// <param name="Id">Its send id there.</param>
/// <param name="Time">When.</param>
/// <param name="Tag">The name of its tag.</param>
/// <param name="Source">16 bytes.</param>
/// <param name="Data">The data.</param>
/// <param name="Values">Its enumerated values.</param>
/// <param name="Identity">See <see cref="EntryIdentity"/>.</param>
public sealed record ReceivedEntry(
    int Connection, ulong Id, PacketTime Time, string Tag, byte[] Source, byte[] Data, IReadOnlyList<EnumeratedValue> Values, ulong Identity)
{
    /// <summary>What one of its values says; null where it has none of that name. See <see cref="EnumeratedValue.Value"/>.</summary>
    public object? this[string name] => Values.FirstOrDefault(v => string.Equals(v.Name, name, StringComparison.Ordinal))?.Value;
}
