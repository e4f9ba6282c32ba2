using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using PacketFleet.Web.Api.Json;

namespace PacketFleet.Web.Tests.Api;

/// <summary>What a client that knows nothing of our types sees on the wire.</summary>
public sealed class JobHubWireTests
{
    [Fact]
    public async Task Snapshot_Json_IsTheJobOfTheApi()
    {
        await using var host = await ApiHost.StartAsync();
        host.Jobs.Put(Make.Job(2));
        var (_, expected) = await host.SendAsync(HttpMethod.Get, "/api/v1/jobs/2");
        await using var connection = new HubConnectionBuilder().WithUrl(new Uri(host.Address, "/hubs/jobs")).Build();
        var snapshot = new TaskCompletionSource<JsonElement>();
        connection.On<JsonElement>("Snapshot", snapshot.SetResult);
        await connection.StartAsync();

        await connection.InvokeAsync("Watch", new { state = "inflight" });

        var jobs = await snapshot.Task.WaitAsync(TimeSpan.FromSeconds(20));
        jobs[0].GetRawText().ShouldBe(expected.GetRawText());
    }

    [Fact]
    public async Task Snapshot_MessagePack_HasTheNamesAndTextsOfTheJson()
    {
        await using var host = await ApiHost.StartAsync();
        host.Jobs.Put(Make.Job(2));
        var expected = JsonSerializer.SerializeToNode(Make.Job(2), ApiJson.Options);
        await using var connection = new HubConnectionBuilder().WithUrl(new Uri(host.Address, "/hubs/jobs")).AddMessagePackProtocol().Build();
        var snapshot = new TaskCompletionSource<object[]>();
        var changed = new TaskCompletionSource<object>();
        connection.On<object[]>("Snapshot", snapshot.SetResult);
        connection.On<object>("Changed", changed.SetResult);
        await connection.StartAsync();

        await connection.InvokeAsync("Watch", new { state = "inflight" });

        var jobs = await snapshot.Task.WaitAsync(TimeSpan.FromSeconds(20));
        ToJson(jobs.ShouldHaveSingleItem())!.ToJsonString().ShouldBe(expected!.ToJsonString());
        host.Jobs.Put(Make.Job(2, version: 1L << 40));
        var job = (IDictionary<object, object>)await changed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Convert.ToInt64(job["version"], null).ShouldBe(1L << 40);
    }

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
