using System.Security.Cryptography.X509Certificates;

namespace PacketFleet.Engine.Sockets;

/// <summary>Groups of chain faults that mean the same to a person.</summary>
internal static class ChainFaults
{
    /// <summary>All faults of a chain in one.</summary>
    public static X509ChainStatusFlags All(X509Chain? chain) =>
        (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, s) => all | s.Status);

    /// <summary>
    /// Issued by somebody else. An authority of the same name but another key (all of Stenographer's own are called
    /// <c>*.steno</c>) shows as a bad signature.
    /// </summary>
    public static bool IsForeignIssuer(X509ChainStatusFlags status) =>
        status.HasFlag(X509ChainStatusFlags.UntrustedRoot)
        || status.HasFlag(X509ChainStatusFlags.PartialChain)
        || status.HasFlag(X509ChainStatusFlags.NotSignatureValid);
}
