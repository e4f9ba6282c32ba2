using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.Wire.Gravwell;
using PacketFleet.Wire.Gravwell.Compression;

namespace PacketFleet.Tests.Wire.Gravwell.Fake;

/// <summary>The plainest ingester there can be, on a blocking socket, step by step.</summary>
internal sealed class TestIngester : IDisposable
{
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly IndexerDecoder _decoder = new();
    private SnappyFrameEncoder? _snappy;
    private ulong _nextId = 1;

    public TestIngester(FakeIndexer indexer)
    {
        if (indexer.Path is { } path)
        {
            _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 20_000 };
            _socket.Connect(new UnixDomainSocketEndPoint(path));
        }
        else
        {
            _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 20_000, NoDelay = true };
            _socket.Connect(IPAddress.Loopback, indexer.Port);
        }

        _stream = new NetworkStream(_socket);
        if (indexer.Target.StartsWith("tls:", StringComparison.Ordinal))
        {
            var tls = new SslStream(_stream, leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate is not null);
            tls.AuthenticateAsClient("127.0.0.1");
            _stream = tls;
        }
    }

    /// <summary>The tags' numbers on this connection.</summary>
    public IReadOnlyDictionary<string, ushort> Tags { get; private set; } = new Dictionary<string, ushort>();

    public IngestChallenge Challenge { get; private set; } = null!;

    /// <summary>The whole greeting; null where the other side hung up in the middle of it.</summary>
    public static TestIngester? TryGreet(FakeIndexer indexer, IngestCompression compression = IngestCompression.None, params string[] tags)
    {
        var ingester = new TestIngester(indexer);
        if (ingester.Authenticate() == IngestState.AuthenticatedId && ingester.AskTags(tags is [] ? ["steno"] : tags) && ingester.Introduce() && ingester.Configure(compression))
            return ingester;
        ingester.Dispose();
        return null;
    }

    public static TestIngester Greeted(FakeIndexer indexer, IngestCompression compression = IngestCompression.None, params string[] tags) =>
        TryGreet(indexer, compression, tags).ShouldNotBeNull(string.Join(' ', indexer.Ledger.Violations));

    /// <summary>The state's number; 0 where the other side hung up.</summary>
    public uint Authenticate(string secret = "IngestSecrets")
    {
        if (Next() is not { Kind: IndexerMessageKind.Challenge } challenge)
            return 0;
        Challenge = challenge.Challenge!;
        Send(output => IngesterMessages.Response(output, new(secret), Challenge));
        return Next()?.State?.Id ?? 0;
    }

    public bool AskTags(params string[] tags)
    {
        Send(output => IngesterMessages.Tags(output, tags));
        Tags = Next()?.Tags ?? Tags;
        if (Tags.Count == 0)
            return false;
        Send(output => IngesterMessages.State(output, IngestState.Hot));
        return true;
    }

    public bool Introduce()
    {
        Send(output =>
        {
            output.Write(IngesterMessages.ForceAck);
            IngesterMessages.ApiVersion(output);
        });
        if (Next()?.Kind != IndexerMessageKind.ConfirmApiVersion)
            return false;
        Send(output => IngesterMessages.Identity(output, new("PacketFleet", "1.0", "7b1c2a52")));
        return Next()?.Kind == IndexerMessageKind.ConfirmIdentity && AskReady();
    }

    public bool AskReady()
    {
        Send(output => output.Write(IngesterMessages.IngestOk));
        return Next() is { Kind: IndexerMessageKind.ConfirmIngestOk, Number: not 0 };
    }

    public bool Configure(IngestCompression compression)
    {
        Send(output => IngesterMessages.Configuration(output, compression));
        if (Next() is not { Kind: IndexerMessageKind.Configuration } granted)
            return false;
        if (granted.Compression == IngestCompression.Snappy)
        {
            _decoder.StartSnappy();
            _snappy = new();
        }

        return true;
    }

    /// <summary>Sends entries whose data says their number, from <paramref name="first"/> on.</summary>
    public void SendEntries(int first, int count, bool force = false, string tag = "steno") => Send(output =>
    {
        var encoder = new EntryEncoder(Tags[tag], Samples.Source, Samples.Labels);
        for (var i = first; i < first + count; i++)
            encoder.Write(output, _nextId++, i, 60, Samples.Data(i));
        if (force)
            output.Write(IngesterMessages.ForceAck);
    });

    public void Send(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        if (_snappy is { } snappy)
        {
            var compressed = new ArrayBufferWriter<byte>();
            snappy.Write(compressed, output.WrittenSpan);
            output = compressed;
        }

        try
        {
            _stream.Write(output.WrittenSpan);
        }
        catch (IOException)
        {
            // The other side hung up: what is read next says so.
        }
    }

    /// <summary>The next message that is not a sign of life; null when the other side hung up.</summary>
    public IndexerMessage? Next(bool pongs = false)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "only signs of life came");
            if (_decoder.TryRead(out var message))
            {
                if (pongs || message.Kind != IndexerMessageKind.Pong)
                    return message;
                continue;
            }

            _decoder.Fault.ShouldBeNull();
            try
            {
                var received = _stream.Read(_decoder.GetSpan());
                if (received == 0)
                    return null;
                _decoder.Advance(received);
            }
            catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted })
            {
                return null;
            }
        }
    }

    /// <summary>The send ids of so many confirmations.</summary>
    public IReadOnlyList<ulong> Confirmations(int count)
    {
        var ids = new List<ulong>();
        while (ids.Count < count && Next() is { } message)
        {
            message.Kind.ShouldBe(IndexerMessageKind.Confirm);
            ids.Add(message.Number);
        }

        return ids;
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }
}
