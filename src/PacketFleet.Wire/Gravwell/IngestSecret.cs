using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PacketFleet.Wire.Gravwell;

/// <summary>The secret ingesters and indexers share, kept only as its hash; answers challenges. Has no text form.</summary>
public sealed class IngestSecret
{
    /// <summary>Bytes of an answer.</summary>
    public const int ResponseLength = 32;

    private const int HashLength = 16;
    private readonly byte[] _hash = new byte[HashLength];

    /// <summary>Takes a secret.</summary>
    public IngestSecret(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var bytes = Encoding.UTF8.GetBytes(secret);
        Span<byte> first = stackalloc byte[SHA512.HashSizeInBytes];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA512.HashData(bytes, first);
        Stretch(first, HashLength, hash);
        hash[.._hash.Length].CopyTo(_hash);
        CryptographicOperations.ZeroMemory(bytes);
    }

    internal ReadOnlySpan<byte> Hash => _hash;

    /// <summary>Writes the 32-byte answer to a challenge. Costs at most 65,535 rounds of two hashes, some ten milliseconds.</summary>
    public void Answer(IngestChallenge challenge, Span<byte> response)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        Span<byte> input = stackalloc byte[IngestChallenge.NonceLength + HashLength];
        challenge.Nonce.CopyTo(input);
        _hash.CopyTo(input[IngestChallenge.NonceLength..]);
        Span<byte> first = stackalloc byte[SHA512.HashSizeInBytes];
        SHA512.HashData(input, first);

        // Without a round the answer is the first half of the hash.
        first[..ResponseLength].CopyTo(response);
        if (challenge.Iterations > 0)
            Stretch(first, challenge.Iterations, response[..ResponseLength]);
    }

    /// <summary>Whether a response is the answer to a challenge; takes the same time for every wrong one.</summary>
    public bool Accepts(IngestChallenge challenge, ReadOnlySpan<byte> response)
    {
        Span<byte> expected = stackalloc byte[ResponseLength];
        Answer(challenge, expected);
        return CryptographicOperations.FixedTimeEquals(expected, response);
    }

    [SuppressMessage("Security", "CA5351", Justification = "The protocol asks for it.")]
    private static void Stretch(ReadOnlySpan<byte> first, int rounds, Span<byte> result)
    {
        Span<byte> middle = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(first, middle);
        SHA256.HashData(middle, result);
        for (var i = 1; i < rounds; i++)
        {
            MD5.HashData(result, middle);
            SHA256.HashData(middle, result);
        }
    }
}
