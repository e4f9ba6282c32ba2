namespace PacketFleet.Web.Configuration;

/// <summary>Where a setting was written under another name, so that messages speak of what the person wrote.</summary>
/// <param name="Subject">What it is called there: <c>CA-Cert of [Stenographer "Region 1"]</c>.</param>
/// <param name="Where">Where: <c>in /etc/packet_fleet.conf, line 17</c>.</param>
internal sealed record SettingPlace(string Subject, string Where);
