using System.Text;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.Engine.Regions;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>The example configuration that Gravwell published for two regions: as printed where it is there, else one with the same two faults.</summary>
internal static class ArticleConf
{
    // Its typographic quotes and its name that stands twice are the faults.
    private const string Similar = """
        [Global]
        Ingest-Secret = IngestSecrets
        Cleartext-Backend-Target=127.0.0.1:4023
        Log-Level=ERROR
        Log-File=/var/log/packet_fleet.log

        [Stenographer "Region 1"]
        URL="https://steno-1.example.com”
        CA-Cert=“ca-1.pem"
        Client-Cert=“client-1.pem"
        Client-Key=“key-1.pem"
        Tag-Name=steno

        [Stenographer "Region 1"]
        URL="https://steno-2.example.com:1234”
        CA-Cert=“ca-2.pem"
        Client-Cert=“client-2.pem"
        Client-Key=“key-2.pem"
        Tag-Name=steno

        """;

    /// <summary>As printed.</summary>
    public static string Printed { get; } = Read();

    /// <summary>The lines of one kind of fault and the other, from 1: those with typographic quotes, and the sections of the same name.</summary>
    public static (int[] Quotes, int[] Sections) Faults { get; } = (Lines(l => l.Contains('”') || l.Contains('“')), Lines(l => l.StartsWith("[Stenographer", StringComparison.Ordinal)));

    /// <summary>What the faults told ask for, and the places of a test instead of the printed ones.</summary>
    /// <param name="indexer">The indexer's host and port.</param>
    /// <param name="regions">Two regions; their files are named in full.</param>
    public static string Mended(string indexer, params RegionOptions[] regions)
    {
        var mended = new StringBuilder();
        var section = -1;
        foreach (var line in Printed.Split('\n'))
        {
            if (line.StartsWith("[Stenographer", StringComparison.Ordinal))
                section++;
            var key = line.Split('=')[0].Trim();
            mended.Append(key switch
            {
                "[Stenographer \"Region 1\"]" when section == 1 => "[Stenographer \"Region 2\"]",
                "Cleartext-Backend-Target" => $"{key}={indexer}",
                "Log-File" => $"{key}=log/stenographer_ingester.log",
                "URL" => $"{key}=\"{regions[section].Url}\"",
                "CA-Cert" => $"{key}=\"{regions[section].CaCert}\"",
                "Client-Cert" => $"{key}=\"{regions[section].ClientCert}\"",
                "Client-Key" => $"{key}=\"{regions[section].ClientKey}\"",
                _ => line,
            }).Append('\n');
        }

        return mended.ToString();
    }

    private static int[] Lines(Func<string, bool> are) => [.. Printed.Split('\n').Index().Where(l => are(l.Item)).Select(l => l.Index + 1)];

    private static string Read()
    {
        var file = Path.Combine(Repository.Root, "..", "shared", "testdata", "gravwell", "article-packet_fleet.conf");
        return File.Exists(file) ? File.ReadAllText(file) : Similar;
    }
}
