using PacketFleet.Web.Configuration;

namespace PacketFleet.Web.Hosting;

/// <summary>Answers <c>--help</c> and <c>--version</c>.</summary>
internal static class Usage
{
    private const string Help = """
        PacketFleet.Web fetches packets from many Google Stenographers and keeps them.

        Usage: PacketFleet.Web [--config FILE] [--packet-fleet-conf FILE] [--urls http://127.0.0.1:9002] [--SECTION:KEY VALUE]...
               PacketFleet.Web convert-conf FILE

          --config FILE             settings as JSON, read after the built-in appsettings.json and before the environment
          --packet-fleet-conf FILE  settings of Gravwell's Packet Fleet ingester, read after --config
          --urls URLS               addresses to listen on, separated by semicolons
          --version                 the version
          --help                    this text
          convert-conf FILE         prints the settings of a packet_fleet.conf as JSON for --config

        Every setting can also be given in the environment (PacketFleet__Archive__MaxGigabytes=100)
        and on the command line (--PacketFleet:Archive:MaxGigabytes 100).
        """;

    /// <summary>Prints what is asked for; false where nothing is and the program shall start.</summary>
    public static bool Answers(string[] args)
    {
        var line = CommandLine.Parse(args, Environment.CurrentDirectory);
        if (line.Help)
            Console.WriteLine(Help);
        else if (line.Version)
            Console.WriteLine(ProgramVersion.Full);
        return line.Help || line.Version;
    }
}
