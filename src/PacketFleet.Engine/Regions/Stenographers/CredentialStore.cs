using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PacketFleet.Engine.Sockets;

namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>Reads a region's PEM files, and reads them again once one of them has changed. A text before the certificate is skipped.</summary>
internal sealed class CredentialStore(RegionOptions options)
{
    private const int LargestFile = 1024 * 1024;

    private readonly Lock _gate = new();
    private Credentials? _current;
    private string? _stamp;

    /// <summary>
    /// The credentials as the files are now; null with the <paramref name="fault"/> as a clause that follows the region's name
    /// and says what to mend.
    /// </summary>
    public Credentials? Load(out string? fault)
    {
        lock (_gate)
        {
            var stamp = $"{Stamp(options.CaCert)} {Stamp(options.ClientCert)} {Stamp(options.ClientKey)}";
            if (_current is { } known && string.Equals(stamp, _stamp, StringComparison.Ordinal))
            {
                fault = null;
                return known;
            }

            _current = Read(out fault);
            _stamp = stamp;
            return _current;
        }
    }

    private Credentials? Read(out string? fault)
    {
        if (Text(nameof(options.CaCert), options.CaCert, out fault) is not { } ca
            || Certificates(nameof(options.CaCert), options.CaCert!, ca, out fault) is not { } authorities
            || Text(nameof(options.ClientCert), options.ClientCert, out fault) is not { } certificate
            || Certificates(nameof(options.ClientCert), options.ClientCert!, certificate, out fault) is not { } own
            || Text(nameof(options.ClientKey), options.ClientKey, out fault) is not { } key)
        {
            return null;
        }

        try
        {
            var client = X509Certificate2.CreateFromPem(certificate, key);
            if (OperatingSystem.IsWindows())
                client = X509CertificateLoader.LoadPkcs12(client.Export(X509ContentType.Pkcs12), password: null);

            own.RemoveAt(0);
            return new(authorities, client, SslStreamCertificateContext.Create(client, own, offline: true));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            fault = key.Contains("-----BEGIN ENCRYPTED", StringComparison.Ordinal)
                ? $"cannot be asked, for the key in {options.ClientKey} is encrypted: give `ClientKey` a key without a pass phrase"
                : key.Contains("PRIVATE KEY-----", StringComparison.Ordinal)
                    ? $"cannot be asked, for the key in {options.ClientKey} does not belong to the certificate in {options.ClientCert}: check `ClientKey` and `ClientCert`"
                    : $"cannot be asked, for {options.ClientKey} holds no private key in PEM form: check `ClientKey`";
            return null;
        }
    }

    private static X509Certificate2Collection? Certificates(string setting, string path, string text, out string? fault)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            found.Clear();
        }

        fault = found.Count > 0 ? null : $"cannot be asked, for {path} holds no sound certificate in PEM form: check `{setting}`";
        return found.Count > 0 ? found : null;
    }

    private static string? Text(string setting, string? path, out string? fault)
    {
        fault = null;
        if (string.IsNullOrWhiteSpace(path))
        {
            fault = $"cannot be asked without a `{setting}`: give it the path of a PEM file";
            return null;
        }

        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > LargestFile)
                fault = $"cannot be asked, for {path} is too large for a PEM file: check `{setting}`";
            else
                return File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            fault = $"cannot be asked, for there is no file {path}: check `{setting}`";
        }
        catch (UnauthorizedAccessException)
        {
            fault = $"cannot be asked, for {path} may not be read by this program: check `{setting}` and the file's permissions";
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            fault = $"cannot be asked, for {path} cannot be read ({OneLine.Of(e.Message)}): check `{setting}`";
        }

        return null;
    }

    private static string Stamp(string? path)
    {
        try
        {
            var file = new FileInfo(path ?? "");
            return file.Exists ? $"{file.LastWriteTimeUtc.Ticks}/{file.Length}" : "-";
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException or NotSupportedException)
        {
            return "?";
        }
    }
}
