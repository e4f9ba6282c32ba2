using System.Security.Authentication;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Faults;

/// <summary>Six regions of which one is sound. Each other one fails in a way of its own.</summary>
internal sealed class FaultyFleet : IDisposable
{
    public const int StallSeconds = 2;
    public const string Query = "after 2026-01-02T03:04:06Z and before 2026-01-02T03:07:00Z";

    /// <summary>What the query asks for.</summary>
    public static readonly TimeWindow Window = new(Second(1), Second(175));

    private const int WholeBeforeCut = 900;

    private readonly List<IDisposable> _parts = [];
    private readonly Dictionary<string, RegionOptions> _regions = [];

    public FaultyFleet(int seed)
    {
        var pki = Keep(new TestPki(keys: KeyKind.Rsa));
        var stranger = Keep(new TestPki());
        Good = Packets(seed);
        Torn = Packets(seed + 1);

        _regions[Down] = pki.Region(Down, PacketFleetProcess.FreePort());
        _regions[Refusing] = Server(pki, []) with { ClientCert = stranger.Client.CertificateFile, ClientKey = stranger.Client.KeyFile, Name = Refusing };
        _regions[Sound] = Server(pki, Good) with { Name = Sound };
        Add(pki, Cut, CutInMidPacket(Torn));
        Add(pki, Garbage, new FakeAnswer { Body = [Noise(seed)] });
        Add(pki, Silent, new FakeAnswer { StallBeforeHeaders = true });
    }

    public static string Down => "Region 1";

    public static string Refusing => "Region 2";

    public static string Cut => "Region 3";

    public static string Garbage => "Region 4";

    public static string Silent => "Region 5";

    public static string Sound => "Region 6";

    public static string[] Names => [Down, Refusing, Cut, Garbage, Silent, Sound];

    /// <summary>What the sound region holds, packets outside the window included.</summary>
    public List<TestPacket> Good { get; }

    /// <summary>What the cut region would have sent.</summary>
    public List<TestPacket> Torn { get; }

    /// <summary>What it did send whole.</summary>
    public IEnumerable<TestPacket> TornBeforeCut => Torn.Take(WholeBeforeCut);

    public string Config => Settings.With(Names.Select(n => _regions[n]), StallSeconds);

    public void Dispose()
    {
        foreach (var part in Enumerable.Reverse(_parts))
            part.Dispose();
    }

    private static PacketTime Second(int second) => new(PcapBuilder.DefaultStart + (second * PacketTime.Second));

    // Two hundred seconds, ten packets in each.
    private static List<TestPacket> Packets(int seed) => [.. PcapBuilder.Mixed(2000, seed, step: 100_000_000).Packets];

    private static FakeAnswer CutInMidPacket(List<TestPacket> packets) => new()
    {
        Body = [ClassicPcap.Write(packets)],
        CutAfter = 24 + packets.Take(WholeBeforeCut).Sum(p => 16 + p.Data.Length) + 16 + (packets[WholeBeforeCut].Data.Length / 2),

        // A reset could throw away what is still on its way; this one arrives to its last byte.
        Cut = CutKind.Finish,
    };

    private static byte[] Noise(int seed)
    {
        var noise = new byte[20_000];
        new Random(seed).NextBytes(noise);
        return noise;
    }

    // A real Stenographer where there is one. The fake speaks an older TLS, in which a refusal cannot be lost behind the question.
    private RegionOptions Server(TestPki pki, List<TestPacket> packets)
    {
        if (RealStenographer.Missing is null)
            return Keep(RealStenographer.Start(packets, pki.Directory)).Region("");
        var server = Keep(new FakeStenographer(pki, new() { Protocols = SslProtocols.Tls12 }));
        server.Answer = _ => FakeAnswer.Capture(ClassicPcap.Write(packets));
        return server.Region("");
    }

    private void Add(TestPki pki, string name, FakeAnswer answer)
    {
        var server = Keep(new FakeStenographer(pki));
        server.Answer = _ => answer;
        _regions[name] = server.Region(name);
    }

    private T Keep<T>(T part)
        where T : IDisposable
    {
        _parts.Add(part);
        return part;
    }
}
