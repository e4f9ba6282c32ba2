namespace PacketFleet.Wire.Gravwell;

/// <summary>Who an ingester is; each text at most 4096 bytes of UTF-8.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Version">Its version.</param>
/// <param name="Uuid">Which one, for good.</param>
public sealed record IngesterIdentity(string Name, string Version, string Uuid);
