using System.Buffers;
using System.Text;

namespace PacketFleet.Wire.Gravwell;

/// <summary>Encodes what an ingester sends, except entries (see <see cref="EntryEncoder"/>). Texts beyond <see cref="IngestLimits"/> throw <see cref="ArgumentException"/>.</summary>
public static class IngesterMessages
{
    /// <summary>Bytes before the answer where there is a tenant.</summary>
    internal const int TenantHeaderLength = 32;

    /// <summary>Asks for the confirmations held.</summary>
    public static ReadOnlySpan<byte> ForceAck => [0x50, 0x73, 0xDF, 0x1A];

    /// <summary>Asks whether the indexer is ready.</summary>
    public static ReadOnlySpan<byte> IngestOk => [0x00, 0x55, 0x44, 0x33];

    /// <summary>Asks whether the indexer is there.</summary>
    public static ReadOnlySpan<byte> Ping => [0x01, 0x00, 0x77, 0x88];

    internal static ReadOnlySpan<byte> TenantHeader => "gravwell\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0tenant01"u8;

    /// <summary>The answer to a challenge. To be sent in one write: indexers take it with a single read.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="challenge">What the indexer asked.</param>
    /// <param name="tenant">The tenant, at most 512 bytes of UTF-8; none where null or empty, as for indexers before version 7.</param>
    public static void Response(IBufferWriter<byte> output, IngestSecret secret, IngestChallenge challenge, string? tenant = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(secret);
        if (string.IsNullOrEmpty(tenant))
        {
            secret.Answer(challenge, output.GetSpan(IngestSecret.ResponseLength));
            output.Advance(IngestSecret.ResponseLength);
            return;
        }

        var name = Encoding.UTF8.GetBytes(tenant);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, IngestLimits.Tenant);
        output.Write(TenantHeader);
        secret.Answer(challenge, output.GetSpan(IngestSecret.ResponseLength));
        output.Advance(IngestSecret.ResponseLength);
        output.UInt16(IngestFeatures.Version);
        output.UInt16((ushort)name.Length);
        output.Write(name);
    }

    /// <summary>The tags wanted; see <see cref="IngestTag.IsValid"/>.</summary>
    public static void Tags(IBufferWriter<byte> output, IReadOnlyList<string> tags)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(tags);
        output.Block(IngestJson.Write(new TagRequest(tags.Count, tags)), IngestLimits.Tags);
    }

    /// <summary>How we stand: after the tags, <see cref="IngestState.Hot"/>.</summary>
    public static void State(IBufferWriter<byte> output, IngestState state) => StateFraming.Write(output, state);

    /// <summary>The API version we speak.</summary>
    public static void ApiVersion(IBufferWriter<byte> output, ushort version = IngestFeatures.Version)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Command(IngestCommand.ApiVersion);
        output.UInt16(version);
    }

    /// <summary>Who we are.</summary>
    public static void Identity(IBufferWriter<byte> output, IngesterIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(identity);
        output.Command(IngestCommand.Identity);
        output.Text(identity.Name, IngestLimits.Identity);
        output.Text(identity.Version, IngestLimits.Identity);
        output.Text(identity.Uuid, IngestLimits.Identity);
    }

    /// <summary>Asks for a compression. From the answer that grants Snappy on, both directions are Snappy streams.</summary>
    public static void Configuration(IBufferWriter<byte> output, IngestCompression compression) => StreamConfiguration.Write(output, compression);

    /// <summary>Our counters.</summary>
    public static void Status(IBufferWriter<byte> output, IngesterStatus status)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Command(IngestCommand.IngesterState);
        output.Block(IngestJson.Write(status), IngestLimits.IngesterState);
    }

    /// <summary>One more tag.</summary>
    public static void Tag(IBufferWriter<byte> output, string name)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Command(IngestCommand.Tag);
        output.Text(name, IngestLimits.TagName);
    }

    /// <summary>Begins a block of so many entries that are confirmed as one.</summary>
    public static void DittoBlock(IBufferWriter<byte> output, ulong count)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Command(IngestCommand.DittoBlock, count);
    }
}
