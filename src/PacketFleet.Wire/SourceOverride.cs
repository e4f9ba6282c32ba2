using System.Diagnostics.CodeAnalysis;

namespace PacketFleet.Wire;

/// <summary>The source stamped on every packet of a job, as 16 bytes: a number, an IP address or hex, read as Gravwell's ingesters read it.</summary>
public static class SourceOverride
{
    /// <summary>Reads a source override. <paramref name="bytes"/> has 16 bytes; <paramref name="error"/> is one sentence.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out string? error)
        => throw new InvalidOperationException("pending");
}
