namespace PacketFleet.Web.Security;

internal sealed partial class RequestGuard
{
    [LoggerMessage(2100, LogLevel.Warning, "A request was refused because it called this server {Host}, a name not in AllowedHosts")]
    private partial void HostRefused(string host);

    [LoggerMessage(2101, LogLevel.Warning, "A {Method} request for {Path} was refused because it came from another site's page ({Origin})")]
    private partial void OriginRefused(string method, string path, string? origin);
}
