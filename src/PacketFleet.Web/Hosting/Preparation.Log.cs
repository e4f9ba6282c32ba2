namespace PacketFleet.Web.Hosting;

internal sealed partial class Preparation
{
    [LoggerMessage(2000, LogLevel.Warning, "{Sentence}")]
    private partial void Warning(string sentence);

    [LoggerMessage(2001, LogLevel.Warning, "================ ANYBODY WHO REACHES {Urls} CAN SEARCH AND DOWNLOAD PACKETS: nobody has to log in, because {Reason} ================")]
    private partial void AnonymousBanner(string urls, string reason);

    [LoggerMessage(2002, LogLevel.Information, "Deleted {Count} files that an earlier run left unfinished in the archive")]
    private partial void StraysDeleted(int count);
}
