namespace PacketFleet.Web.Components.Controls.Composer;

public sealed partial class Composer
{
    [LoggerMessage(2400, LogLevel.Error, "A job could not be submitted")]
    private partial void LogSubmitFailed(Exception error);
}
