using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using PacketFleet.Tests.Wire.Queries;

namespace PacketFleet.Tests.Engine.Regions.Stenographers;

/// <summary>One real Stenographer over frames of every kind: made ones always, and the captures beside the repository where they are there.</summary>
public sealed class DifferentialFixture : IDisposable
{
    private const int Mixed = 2000;
    private readonly TestPki? _pki;
    private readonly RealStenographer? _server;
    private readonly HttpClient? _client;

    public DifferentialFixture()
    {
        Packets = [.. Traffic().OrderBy(p => p.Time)];
        if (RealStenographer.Missing is not null)
            return;

        _pki = new();
        _server = RealStenographer.Start(Packets, _pki.Directory);
        _client = Connect(_server.Region("Region 1"));
    }

    /// <summary>Why it cannot be asked; null where it can.</summary>
    public static string? Missing => RealStenographer.Missing;

    /// <summary>All of its packets, by time.</summary>
    public IReadOnlyList<TestPacket> Packets { get; }

    /// <summary>What it answers to a query: over one connection, as there are many to ask.</summary>
    public async Task<List<TestPacket>> AskAsync(string query)
    {
        using var body = new StringContent(query);
        using var answer = await _client!.PostAsync(new Uri("/query", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        return ClassicPcap.Read(await answer.Content.ReadAsByteArrayAsync()).Packets;
    }

    public void Dispose()
    {
        _client?.Dispose();
        _server?.Dispose();
        _pki?.Dispose();
    }

    private static HttpClient Connect(RegionOptions region)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(region.CaCert!);
        var sockets = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = trust,
                ClientCertificates = [X509Certificate2.CreateFromPemFile(region.ClientCert!, region.ClientKey!)],
            },
        };
        return new HttpClient(sockets) { BaseAddress = new Uri(region.Url!), Timeout = TimeSpan.FromSeconds(30) };
    }

    private static IEnumerable<TestPacket> Traffic()
    {
        var made = PcapBuilder.Mixed(Mixed, seed: 7, step: 100_000_000).Packets;
        foreach (var packet in made)
            yield return packet;

        // What the queries of the case file ask for, and a frame of every kind.
        var time = made[^1].Time;
        foreach (var frame in Asked().Concat(Kinds()))
            yield return new(time += 1_000_000, frame);

        foreach (var packet in CorpusPackets.Ethernet)
            yield return new(packet.Time, packet.OriginalLength, packet.Data);
    }

    private static IEnumerable<byte[]> Asked()
    {
        string[] hosts = ["8.8.8.8", "141.142.228.5", "192.168.7.9", "10.3.2.1", "0.0.0.0", "255.255.255.255", "1.2.3.4"];
        string[] hosts6 = ["2001:470:1f05:17a6:d69a:20ff:fefd:6b88", "::1", "::", "fe80::1", "2001:470::1"];
        foreach (var hostsOfOne in new[] { hosts, hosts6 })
        {
            for (var i = 0; i < hostsOfOne.Length; i++)
            {
                var (from, to) = (IPAddress.Parse(hostsOfOne[i]), IPAddress.Parse(hostsOfOne[(i + 1) % hostsOfOne.Length]));
                yield return Frames.Tcp(from, 1024 + i, to, 80, Frames.Payload(20));
                yield return Frames.Udp(from, 53, to, 65535, Frames.Payload(20), (ushort)i, 4094);
                yield return Frames.Udp(from, 0, to, 53, []);
                yield return Frames.Ping(from, to, 7);
            }
        }
    }

    private static IEnumerable<byte[]> Kinds() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "fuzz", "frames.txt")).Where(l => l.StartsWith("1 ", StringComparison.Ordinal)).Select(l => Convert.FromHexString(l.Split(' ')[1]));
}
