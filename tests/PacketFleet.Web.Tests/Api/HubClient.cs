using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Api.Hubs;
using PacketFleet.Web.Api.Json;

namespace PacketFleet.Web.Tests.Api;

/// <summary>A real client of the job hub that keeps what it is sent, in order.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private readonly Channel<object> _received = Channel.CreateUnbounded<object>();

    private HubClient(HubConnection connection) => Connection = connection;

    public HubConnection Connection { get; }

    public static async Task<HubClient> ConnectAsync(ApiHost host, bool messagePack)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(host.Address, "/hubs/jobs"));
        if (messagePack)
            builder.AddMessagePackProtocol(pack => pack.SerializerOptions = MessagePackBridge.Options);
        else
            builder.AddJsonProtocol(json => ApiJson.Configure(json.PayloadSerializerOptions));
        var client = new HubClient(builder.Build());
        client.Connection.On<JobSnapshot[]>("Snapshot", jobs => client._received.Writer.TryWrite(jobs));
        client.Connection.On<JobSnapshot>("Changed", job => client._received.Writer.TryWrite(job));
        await client.Connection.StartAsync();
        return client;
    }

    public Task WatchAsync(object? filter) => Connection.InvokeAsync("Watch", filter);

    public async Task<JobSnapshot[]> SnapshotAsync() => (await NextAsync()).ShouldBeOfType<JobSnapshot[]>();

    public async Task<JobSnapshot> ChangedAsync() => (await NextAsync()).ShouldBeOfType<JobSnapshot>();

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private Task<object> NextAsync() => _received.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
}
