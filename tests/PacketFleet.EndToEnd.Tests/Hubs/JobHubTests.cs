using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.EndToEnd.Tests.Hubs;

/// <summary>The hub of the real program, heard by clients that know nothing of its types.</summary>
public sealed class JobHubTests
{
    private const int Packets = 400;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Watch_JsonAndMessagePack_SnapshotThenRisingVersionsToTheFinalState()
    {
        using var pki = new TestPki();
        using var steady = new FakeStenographer(pki)
        {
            Answer = _ => FakeAnswer.Capture(PcapBuilder.Mixed(Packets, 3).ToPcap(), chunkSize: 2048) with { DelayChunks = TimeSpan.FromMilliseconds(60) },
        };
        await using var fleet = await PacketFleetProcess.StartAsync(Settings.With([steady.Region("Steady")]));
        await using var json = await ListenAsync(fleet, messagePack: false);
        await using var packed = await ListenAsync(fleet, messagePack: true);
        Listener[] listeners = [json, packed];
        foreach (var listener in listeners)
        {
            await listener.WatchAsync(new { state = "all" });
            (await listener.NextAsync("Snapshot")).AsArray().ShouldBeEmpty();
        }

        var id = await fleet.SubmitAsync("tcp", "Steady");
        var ends = new List<JsonNode>();
        foreach (var listener in listeners)
        {
            var heard = new List<JsonNode>();
            do
                heard.Add(await listener.NextAsync("Changed"));
            while (heard[^1]["finishedAt"] is null);

            heard.ShouldAllBe(j => (long)j["id"]! == id);
            var versions = heard.ConvertAll(j => (long)j["version"]!);
            versions.ShouldBe([.. versions.Distinct().Order()], "Versions rise.");
            heard.Count.ShouldBeGreaterThan(2, "It is heard of while it runs.");
            heard.ConvertAll(j => (long)j["packets"]!).ShouldBeInOrder();
            ends.Add(heard[^1]);
        }

        // Both end with the very job that the API shows; read from the store, its version may be later still.
        var answer = JsonNode.Parse((await fleet.JobAsync(id)).GetRawText())!;
        ((string?)answer["state"]).ShouldBe("completed");
        ((long)answer["packets"]!).ShouldBe(Packets);
        foreach (var end in ends)
        {
            ((long)answer["version"]!).ShouldBeGreaterThanOrEqualTo((long)end["version"]!);
            end["version"] = (long)answer["version"]!;
            end.ToJsonString().ShouldBe(answer.ToJsonString());
        }

        // Who watches later finds it in the snapshot.
        foreach (var listener in listeners)
        {
            await listener.WatchAsync(new { jobId = id });
            ((long)(await listener.NextAsync("Snapshot")).AsArray().ShouldHaveSingleItem()!["id"]!).ShouldBe(id);
        }
    }

    private static async Task<Listener> ListenAsync(PacketFleetProcess fleet, bool messagePack)
    {
        var builder = new HubConnectionBuilder().WithUrl($"{fleet.BaseUrl}/hubs/jobs");
        if (messagePack)
            builder.AddMessagePackProtocol();
        var listener = new Listener(builder.Build(), messagePack);
        await listener.StartAsync();
        return listener;
    }

    /// <summary>Keeps what the hub says, in order.</summary>
    private sealed class Listener(HubConnection connection, bool messagePack) : IAsyncDisposable
    {
        private readonly Channel<(string Call, JsonNode What)> _heard = Channel.CreateUnbounded<(string, JsonNode)>();

        public Task StartAsync()
        {
            foreach (var call in new[] { "Snapshot", "Changed" })
            {
                if (messagePack)
                    connection.On<object>(call, what => _heard.Writer.TryWrite((call, ToJson(what)!)));
                else
                    connection.On<JsonNode>(call, what => _heard.Writer.TryWrite((call, what)));
            }

            return connection.StartAsync();
        }

        public Task WatchAsync(object filter) => connection.InvokeAsync("Watch", filter);

        public async Task<JsonNode> NextAsync(string call)
        {
            var (heard, what) = await _heard.Reader.ReadAsync().AsTask().WaitAsync(Patience);
            heard.ShouldBe(call);
            return what;
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();

        private static JsonNode? ToJson(object? value) => value switch
        {
            null => null,
            IDictionary<object, object> map => new JsonObject(map.Select(p => KeyValuePair.Create((string)p.Key, ToJson(p.Value)))),
            object[] list => new JsonArray([.. list.Select(ToJson)]),
            string text => JsonValue.Create(text),
            bool flag => JsonValue.Create(flag),
            double number => JsonValue.Create(number),
            _ => JsonValue.Create(Convert.ToInt64(value, null)),
        };
    }
}
