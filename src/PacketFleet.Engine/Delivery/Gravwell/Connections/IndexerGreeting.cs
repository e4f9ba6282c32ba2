using System.Buffers;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <summary>
/// The conversation before the first entry: secret, tags, identity, readiness, compression, in the order of the reference ingester.
/// Blocks the calling thread.
/// </summary>
internal sealed class IndexerGreeting(IndexerLink link, IndexerDecoder decoder, EntryOutput output, GravwellSinkOptions options, IndexerStanding standing, TimeProvider clock)
{
    /// <summary>Between two looks whether one that is not ready has hung up.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly ArrayBufferWriter<byte> _message = new();
    private string? _asked;
    private Exception? _error;

    /// <summary>The server's API version.</summary>
    public int Version { get; private set; }

    /// <summary>The numbers of the tags on this connection.</summary>
    public Dictionary<string, ushort> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>Holds it; null when entries may follow.</summary>
    public ConnectionEnd? Run()
    {
        link.SetDeadline(options.Times.Greeting);
        return Authenticate() ?? NegotiateTags() ?? Introduce() ?? AwaitReadiness() ?? Configure();
    }

    private ConnectionEnd? Authenticate()
    {
        if (!TryExpect(IndexerMessageKind.Challenge, out var message, out var end))
            return end;
        var challenge = message.Challenge!;
        Version = challenge.Version;
        output.StripsValues = !IngestFeatures.TakesValues(Version);
        var tenant = IngestFeatures.KnowsTenants(Version) ? options.Tenant : null;
        Send(m => IngesterMessages.Response(m, options.Secret!, challenge, tenant), "our answer to its challenge");
        if (!TryExpect(IndexerMessageKind.State, out message, out end))
            return end;
        return message.State!.Id switch
        {
            IngestState.AuthenticatedId => null,
            IngestState.NotAuthenticatedId => IndexerFailures.BadSecret(),
            _ => IndexerFailures.NotAdmitted(message.State.Info),
        };
    }

    private ConnectionEnd? NegotiateTags()
    {
        Send(m => IngesterMessages.Tags(m, options.Tags), "our tags");
        if (!TryExpect(IndexerMessageKind.Tags, out var message, out var end))
            return end;
        var numbers = message.Tags!;
        if (numbers.Count == 0 && options.Tags.Count > 0)
            return IndexerFailures.TagsRefused(options.Tags);
        foreach (var tag in options.Tags)
        {
            if (!numbers.TryGetValue(tag, out var number))
                return IndexerFailures.TagRefused(tag);
            Tags[tag] = number;
        }

        Send(m => IngesterMessages.State(m, IngestState.Hot), "our tags");
        return null;
    }

    private ConnectionEnd? Introduce()
    {
        if (IngestFeatures.SaysWhenReady(Version) && Ask(m => IngesterMessages.ApiVersion(m), "our version", IndexerMessageKind.ConfirmApiVersion) is { } end)
            return end;
        return IngestFeatures.TakesIdentity(Version)
            ? Ask(m => IngesterMessages.Identity(m, options.Identity), "our name", IndexerMessageKind.ConfirmIdentity)
            : null;
    }

    private ConnectionEnd? Ask(Action<IBufferWriter<byte>> write, string what, IndexerMessageKind answer)
    {
        link.SetDeadline(options.Times.Greeting);
        Send(
            m =>
            {
                m.Write(IngesterMessages.ForceAck);
                write(m);
            },
            what);
        return TryExpect(answer, out _, out var end) ? null : end;
    }

    private ConnectionEnd? AwaitReadiness()
    {
        while (IngestFeatures.SaysWhenReady(Version))
        {
            link.SetDeadline(options.Times.Greeting);
            Send(m => m.Write(IngesterMessages.IngestOk), "our question whether it is ready");
            if (!TryExpect(IndexerMessageKind.ConfirmIngestOk, out var message, out var end))
                return end;
            if (message.Number != 0)
                return null;
            standing.NotReady(options.Times.NotReady);
            link.SetDeadline(TimeSpan.Zero);
            if (Pause(options.Times.NotReady) is { } hungUp)
                return hungUp;
        }

        return null;
    }

    private ConnectionEnd? Configure()
    {
        if (IngestFeatures.ConfiguresStream(Version))
        {
            link.SetDeadline(options.Times.Greeting);
            var wish = options.Compression ? IngestCompression.Snappy : IngestCompression.None;
            Send(m => IngesterMessages.Configuration(m, wish), "our wish for a compression");

            // It takes this for something else where it is busy with a confirmation: known, and no fault of anybody's.
            if (!TryExpect(IndexerMessageKind.Configuration, out var message, out var end))
                return end!.Kind == EndKind.Lost && !link.TimedOut && decoder.Fault is null ? end with { Kind = EndKind.Hiccup } : end;
            if (message.Compression == IngestCompression.Snappy)
            {
                decoder.StartSnappy();
                output.StartSnappy();
            }
        }

        Send(m => m.Write(IngesterMessages.ForceAck), "our greeting");
        link.SetDeadline(TimeSpan.Zero);
        return null;
    }

    // Where it has hung up already, what is read next says so.
    private void Send(Action<IBufferWriter<byte>> write, string what)
    {
        _asked = what;
        _message.ResetWrittenCount();
        write(_message);
        try
        {
            output.Write(_message.WrittenSpan);
        }
        catch (Exception e) when (IndexerConnection.IsBroken(e))
        {
            _error ??= e;
        }
    }

    private bool TryExpect(IndexerMessageKind kind, out IndexerMessage message, out ConnectionEnd? end)
    {
        end = null;
        while (true)
        {
            while (decoder.TryRead(out message))
            {
                // Signs of life come in between.
                if (message.Kind == kind)
                    return true;
            }

            end = decoder.Fault is { } fault ? IndexerFailures.Unreadable(fault) : Receive();
            if (end is not null)
                return false;
        }
    }

    private ConnectionEnd? Receive()
    {
        try
        {
            var received = link.Stream.Read(decoder.GetSpan());
            decoder.Advance(received);
            if (received > 0)
                return null;
        }
        catch (Exception e) when (IndexerConnection.IsBroken(e))
        {
            _error ??= e;
        }

        return link.TimedOut ? IndexerFailures.NoAnswer(_asked, options.Times.Greeting) : IndexerFailures.HungUp(_asked, _error);
    }

    // What it says meanwhile is signs of life; a hang-up shows at once.
    private ConnectionEnd? Pause(TimeSpan span)
    {
        for (var begun = clock.GetTimestamp(); span - clock.GetElapsedTime(begun) is var left && left > TimeSpan.Zero;)
        {
            while (decoder.TryRead(out _))
            {
            }

            try
            {
                if (link.HasArrived(left < Look ? left : Look) && Receive() is { } end)
                    return end;
            }
            catch (Exception e) when (IndexerConnection.IsBroken(e))
            {
                return IndexerFailures.HungUp(_asked, e);
            }
        }

        return null;
    }
}
