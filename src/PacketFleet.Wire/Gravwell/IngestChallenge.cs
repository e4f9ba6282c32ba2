using System.Buffers.Binary;

namespace PacketFleet.Wire.Gravwell;

/// <summary>The first thing an indexer says: 36 bytes.</summary>
public sealed class IngestChallenge
{
    /// <summary>Its length in bytes.</summary>
    public const int Length = 36;

    /// <summary>Bytes of the random part.</summary>
    public const int NonceLength = 32;

    private readonly byte[] _nonce;

    /// <summary>Makes a challenge.</summary>
    /// <param name="iterations">How often the answer is hashed, 0–65535; 10,000–19,999 in practice.</param>
    /// <param name="nonce">32 random bytes.</param>
    /// <param name="version">The indexer's API version.</param>
    public IngestChallenge(ushort iterations, ReadOnlySpan<byte> nonce, ushort version = IngestFeatures.Version)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(nonce.Length, NonceLength);
        Iterations = iterations;
        _nonce = nonce.ToArray();
        Version = version;
    }

    /// <summary>How often the answer is hashed.</summary>
    public ushort Iterations { get; }

    /// <summary>The random part, 32 bytes.</summary>
    public ReadOnlySpan<byte> Nonce => _nonce;

    /// <summary>The indexer's API version: see <see cref="IngestFeatures"/>.</summary>
    public ushort Version { get; }

    /// <summary>Writes its 36 bytes.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, Iterations);
        _nonce.CopyTo(destination[2..]);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[34..], Version);
    }

    /// <summary>Reads 36 bytes; every combination is one.</summary>
    public static IngestChallenge Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        bytes.Slice(2, NonceLength),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[34..]));
}
