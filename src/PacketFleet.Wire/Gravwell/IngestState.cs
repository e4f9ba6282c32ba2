using System.Text.Json.Serialization;

namespace PacketFleet.Wire.Gravwell;

/// <summary>How a side stands during authentication.</summary>
/// <param name="Id">One of the numbers below, or any other: then <paramref name="Info"/> says what is the matter.</param>
/// <param name="Info">Text for people; often empty.</param>
public sealed record IngestState([property: JsonPropertyName("ID")] uint Id, string Info = "")
{
    /// <summary>Indexer: the answer to the challenge was right.</summary>
    public const uint AuthenticatedId = 0xBEEF42;

    /// <summary>Indexer: the answer was wrong, so the secret is.</summary>
    public const uint NotAuthenticatedId = 0xFEED51;

    /// <summary>Ingester: tags taken, ready.</summary>
    public const uint HotId = 0xCAFE54;

    /// <summary>Ingester: tags taken, ready.</summary>
    public static IngestState Hot { get; } = new(HotId);

    /// <summary>Indexer: authenticated.</summary>
    public static IngestState Authenticated { get; } = new(AuthenticatedId);

    /// <summary>Indexer: not authenticated.</summary>
    public static IngestState NotAuthenticated { get; } = new(NotAuthenticatedId);
}
