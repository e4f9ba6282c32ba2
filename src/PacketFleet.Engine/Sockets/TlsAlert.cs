using System.Globalization;
using System.Text.RegularExpressions;

namespace PacketFleet.Engine.Sockets;

/// <summary>A TLS alert the other side sent.</summary>
internal readonly partial record struct TlsAlert(int Code)
{
    // OpenSSL's reason codes for a received alert are 1000 + alert.
    private const int ReasonOffset = 1000;

    /// <summary>It is about the client certificate.</summary>
    public bool IsAboutCertificate => Code is (>= 42 and <= 46) or 48 or 49 or 116;

    /// <summary>A clause for people.</summary>
    public string Meaning => Code switch
    {
        40 => "handshake failure",
        42 => "bad certificate",
        43 => "unsupported certificate",
        44 => "certificate revoked",
        45 => "certificate expired",
        46 => "certificate unknown",
        48 => "it does not trust its issuer",
        49 => "access denied",
        70 => "no common TLS version",
        71 => "insufficient security",
        112 => "it does not know the server name",
        116 => "a certificate is required",
        _ => string.Create(CultureInfo.InvariantCulture, $"TLS alert {Code}"),
    };

    /// <summary>The alert in an exception or what caused it; null when there is none.</summary>
    public static TlsAlert? Find(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            var match = OpenSslError().Match(error.Message);
            if (match.Success
                && int.TryParse(match.ValueSpan["error:".Length..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code)
                && (code & 0x7FFFFF) is > ReasonOffset and < ReasonOffset + 256)
            {
                return new((code & 0x7FFFFF) - ReasonOffset);
            }
        }

        return null;
    }

    [GeneratedRegex("error:0A[0-9A-F]{6}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OpenSslError();
}
