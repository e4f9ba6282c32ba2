using PacketFleet.Engine.Delivery;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>What to do with a packet of an answer that may hold packets already committed.</summary>
internal enum Known
{
    /// <summary>It is new: deliver it.</summary>
    New,

    /// <summary>It is committed already.</summary>
    Committed,

    /// <summary>The answer does not begin as the committed packets do: ask again and compare packet by packet.</summary>
    Differs,
}

/// <summary>
/// Tells new packets from those that earlier runs committed, so that asking again delivers nothing twice. A region returns the
/// same packets in the same order for the same files: then a count and a hash of the prefix are enough. Where files have aged
/// out meanwhile, packets are compared one by one with what the log holds.
/// </summary>
internal sealed class CommittedPackets
{
    private readonly long _prefix;
    private readonly ulong _prefixHash;
    private readonly Dictionary<ulong, int>? _log;
    private long _seen;
    private PacketHash _hash;

    private CommittedPackets(long prefix, ulong hash, Dictionary<ulong, int>? log)
    {
        _prefix = prefix;
        _prefixHash = hash;
        _log = log;
    }

    /// <summary>Nothing is committed.</summary>
    public static CommittedPackets None => new(0, 0, null);

    /// <summary>Expects the committed packets as the answer's prefix.</summary>
    /// <param name="packets">How many.</param>
    /// <param name="hash">The running hash over them.</param>
    public static CommittedPackets AsPrefix(long packets, ulong hash) => new(packets, hash, null);

    /// <summary>Expects them anywhere; <paramref name="log"/> counts them by hash.</summary>
    public static CommittedPackets Anywhere(Dictionary<ulong, int> log) => new(0, 0, log);

    /// <summary>The prefix has been seen whole, or there is none.</summary>
    public bool PrefixSeen => _seen >= _prefix;

    /// <summary>Nothing is known: every packet is new.</summary>
    public bool IsEmpty => _prefix == 0 && _log is null;

    /// <summary>What this packet is.</summary>
    public Known Judge(in PacketRecord packet)
    {
        if (_log is not null)
            return TakeFromLog(HashOf(packet)) ? Known.Committed : Known.New;
        if (_seen >= _prefix)
            return Known.New;

        _hash.Add(packet);
        if (++_seen < _prefix || _hash.Value == _prefixHash)
            return Known.Committed;
        return Known.Differs;
    }

    /// <summary>The hash of one packet by itself.</summary>
    public static ulong HashOf(in PacketRecord packet)
    {
        var hash = default(PacketHash);
        hash.Add(packet);
        return hash.Value;
    }

    private bool TakeFromLog(ulong hash)
    {
        if (!_log!.TryGetValue(hash, out var count))
            return false;
        if (count > 1)
            _log[hash] = count - 1;
        else
            _log.Remove(hash);
        return true;
    }
}
