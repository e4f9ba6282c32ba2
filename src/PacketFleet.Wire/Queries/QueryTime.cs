namespace PacketFleet.Wire.Queries;

/// <summary>A moment in a query: absolute as written, or a whole number of minutes or hours ago.</summary>
/// <param name="Absolute">The moment, saturated to <see cref="PacketTime"/>'s range; null when relative.</param>
/// <param name="Ago">How long ago; null when absolute.</param>
/// <param name="Text">Its canonical text: <c>2012-11-03T11:29:00Z</c>, <c>3h ago</c>.</param>
public sealed record QueryTime(PacketTime? Absolute, TimeSpan? Ago, string Text);
