using System.Text;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>The program with regions that a test scripts, and one indexer that takes what it sends.</summary>
internal sealed class LossesFleet : IAsyncDisposable
{
    /// <summary>A query that matches every packet.</summary>
    public const string Query = "net 0.0.0.0/0";

    private readonly TestPki _pki = new();
    private readonly List<FakeStenographer> _servers = [];
    private readonly List<RegionOptions> _regions = [];

    /// <summary>What packets are delivered to.</summary>
    public FakeIndexer Indexer { get; } = new();

    /// <summary>The program, once started.</summary>
    public PacketFleetProcess Program { get; private set; } = null!;

    /// <summary>Adds a region that answers so.</summary>
    public FakeStenographer Add(string name, Func<FakeQuery, FakeAnswer> answer)
    {
        var server = new FakeStenographer(_pki) { Answer = answer };
        _servers.Add(server);
        _regions.Add(server.Region(name));
        return server;
    }

    /// <summary>Adds a region that is not there.</summary>
    public void AddUnreachable(string name) => _regions.Add(_pki.Region(name, PacketFleetProcess.FreePort()));

    /// <summary>Starts the program.</summary>
    public async Task<PacketFleetProcess> StartAsync(DeliveryLogKind log = DeliveryLogKind.Archive) =>
        Program = await PacketFleetProcess.StartAsync(new GravwellSettings { Regions = _regions, Targets = [Indexer.Target], Log = log }.ToString());

    /// <summary>Submits as the old program's page does, and returns the answer.</summary>
    public async Task<(int Status, string Body)> PostAsync(string query, string? source, params string[] regions)
    {
        var body = System.Text.Json.JsonSerializer.Serialize(new { Q = query, S = source ?? "", C = regions });
        using var answer = await Program.Http.PostAsync("/", new StringContent(body, Encoding.UTF8, "text/plain"));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Submits, and returns the job's number.</summary>
    public async Task<long> SubmitAsync(string? source, params string[] regions)
    {
        var (status, body) = await PostAsync(Query, source, regions);
        status.ShouldBe(200, body);
        return long.Parse(body);
    }

    public async ValueTask DisposeAsync()
    {
        if (Program is not null)
            await Program.DisposeAsync();
        foreach (var server in _servers)
            server.Dispose();
        Indexer.Dispose();
        _pki.Dispose();
    }
}
