using PacketFleet.Wire.Gravwell;

namespace PacketFleet.TestKit.Gravwell;

/// <content>What is said to what an ingester says.</content>
internal sealed partial class IndexerConnection
{
    private const ushort TagsPerConnection = 100;

    private readonly Dictionary<ushort, (string Name, ulong Hash)> _tags = new() { [IngestTag.Gravwell] = ("gravwell", EntryIdentity.OfTag("gravwell")) };
    private IngestChallenge _challenge = null!;
    private bool _answered;
    private bool _ready;
    private volatile bool _open;
    private int _entries;
    private ulong _block;

    // False = hang up.
    private bool Take(IngesterMessage message)
    {
        switch (message.Kind)
        {
            case IngesterMessageKind.Entry:
                return TakeEntry(message.Entry);
            case IngesterMessageKind.ForceAck:
                Confirm(forced: true);
                return true;
            case IngesterMessageKind.Response:
                return TakeResponse(message);
            case IngesterMessageKind.Tags:
                return TakeTags(message.Tags!);
            case IngesterMessageKind.State:
                return TakeState(message.State!);
            case IngesterMessageKind.ApiVersion:
                Send(IndexerMessages.ConfirmApiVersion);
                return true;
            case IngesterMessageKind.Identity:
                Ledger.Identity(message.Identity!);
                Send(IndexerMessages.ConfirmIdentity);
                return true;
            case IngesterMessageKind.IngestOk:
                _ready = !Faults.NotReady;
                Send(output => IndexerMessages.ConfirmIngestOk(output, _ready));
                return true;
            case IngesterMessageKind.Configuration:
                return TakeConfiguration((IngestCompression)message.Number);
            case IngesterMessageKind.Status:
                Ledger.Status(message.Status!);
                Send(IndexerMessages.ConfirmStatus);
                return true;
            case IngesterMessageKind.Tag:
                return TakeTag(message.Name!);
            case IngesterMessageKind.DittoBlock:
                _block = message.Number;
                return true;
            default:
                // A ping is ignored.
                return true;
        }
    }

    private bool TakeResponse(IngesterMessage message)
    {
        if (IsCut(IndexerCutPoint.Authentication))
            return false;
        _answered = true;
        var right = !Faults.RefuseSecret && _indexer.Secret.Accepts(_challenge, message.Response);
        if (right)
            Ledger.Tenant(message.Name);
        Send(output => IndexerMessages.State(output, right ? IngestState.Authenticated : IngestState.NotAuthenticated));
        return right;
    }

    private bool TakeTags(IReadOnlyList<string> names)
    {
        if (IsCut(IndexerCutPoint.Tags))
            return false;
        foreach (var name in names)
        {
            if (!IngestTag.IsValid(name, out var error))
                return Violated(error);
        }

        WaitForTags();
        if (names.Any(IsRefused))
        {
            Send(IndexerMessages.TagsRefused);
            return false;
        }

        var numbers = names.ToDictionary(n => n, Number, StringComparer.Ordinal);
        Send(output => IndexerMessages.Tags(output, numbers));
        return true;
    }

    private bool TakeTag(string name)
    {
        if (!IngestTag.IsValid(name, out var error))
            return Violated(error);
        WaitForTags();
        if (IsRefused(name))
        {
            Send(IndexerMessages.RefuseTag);
            return true;
        }

        var number = Number(name);
        Send(output => IndexerMessages.ConfirmTag(output, number));
        return true;
    }

    private bool TakeState(IngestState state)
    {
        if (state.Id != IngestState.HotId)
            return Violated($"The ingester stands at 0x{state.Id:X} after its tags, not at 0x{IngestState.HotId:X}.");
        if (!IngestFeatures.ConfiguresStream(Version))
            Begin();
        return true;
    }

    private bool TakeConfiguration(IngestCompression wanted)
    {
        if (IsCut(IndexerCutPoint.Configuration))
            return false;
        if (_open || !IngestFeatures.ConfiguresStream(Version))
            return Violated("The ingester sent a stream configuration where none belongs.");
        if (!_ready)
            return Violated("The ingester went on without waiting until the indexer was ready.");
        var granted = wanted == IngestCompression.Snappy && _indexer.Options.GrantSnappy ? IngestCompression.Snappy : IngestCompression.None;
        if (granted == IngestCompression.Snappy)
        {
            _decoder.StartSnappy();
            Ledger.Compress();
        }

        // Whoever has read the answer may rely on the rest: nothing is sent in between.
        lock (_sending)
        {
            Send(output => IndexerMessages.Configuration(output, granted));
            _snappy = granted == IngestCompression.Snappy ? new() : null;
            Begin();
        }

        return true;
    }

    private void Begin()
    {
        _open = true;
        _sender.Start();
    }

    private bool TakeEntry(IngestEntry entry)
    {
        if (!_open)
            return Violated("The ingester sent an entry before its stream was configured.");
        if (entry.Id != (ulong)_entries + 1)
            return Violated($"The ingester sent the entry with send id {entry.Id} where {_entries + 1} was due.");
        if (!_tags.TryGetValue(entry.Tag, out var tag))
            return Violated($"The ingester sent an entry with tag {entry.Tag}, which it has no number for on this connection.");
        if (entry.Values.Length > 0 && !IngestFeatures.TakesValues(Version))
            return Violated($"The ingester sent enumerated values to an indexer of version {Version}.");
        _entries++;
        var identity = Ledger.Receive(_number, tag.Name, tag.Hash, entry);
        if (_block == 0)
            Await(entry.Id, identity);
        else if (--_block == 0)
            Send(output => IndexerMessages.ConfirmDittoBlock(output, 0));
        return true;
    }

    private bool IsRefused(string name) => Faults.RefuseTag?.Invoke(name) == true;

    // Numbers differ between connections, for whoever carries them over.
    private ushort Number(string name)
    {
        foreach (var (number, tag) in _tags)
        {
            if (string.Equals(tag.Name, name, StringComparison.Ordinal))
                return number;
        }

        var next = (ushort)((((_number - 1) * TagsPerConnection) + _tags.Count) % IngestTag.Gravwell);
        _tags[next] = (name, EntryIdentity.OfTag(name));
        return next;
    }

    private void WaitForTags()
    {
        var until = Environment.TickCount64 + (long)Faults.TagDelay.TotalMilliseconds;
        lock (_gate)
        {
            while (!_closed && until - Environment.TickCount64 is var left and > 0)
                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(left));
        }

        WaitWhile(() => Faults.HoldTags);
    }
}
