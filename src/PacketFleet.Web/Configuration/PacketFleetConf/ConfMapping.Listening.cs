using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PacketFleet.Web.Configuration.PacketFleetConf;

internal sealed partial class ConfMapping
{
    private const string Certificate = "Kestrel:Certificates:Default:";

    private void MapListening()
    {
        var tls = Flag(_global, "Use-TLS") is true;
        var scheme = tls ? "https://" : "http://";
        var given = Map(
            _global,
            "Listen-Address",
            "Urls",
            (_, text) => ConfValues.TryListen(text, out var address) ? scheme + address : null,
            "write \":9002\" for all addresses of this machine, or one of them such as \"127.0.0.1:9002\"");
        _output.Listening = (given, tls);
        if (tls)
        {
            MapCertificate();
            return;
        }

        foreach (var key in (string[])["Server-Cert", "Server-Key"])
        {
            if (_global.Find(key) is { } idle)
                _output.NoEffect(idle, _global);
        }
    }

    private void MapCertificate()
    {
        if (!MapPath(_global, "Server-Cert", Certificate + "Path"))
            _output.Missing("Server-Cert", _global, "name the PEM file of the certificate, or remove Use-TLS");
        if (!MapPath(_global, "Server-Key", Certificate + "KeyPath"))
            _output.Missing("Server-Key", _global, "name the PEM file of the private key, or remove Use-TLS");
        if (Given(_global, "Server-Cert") is not { Faulty: false } cert || Given(_global, "Server-Key") is not { Faulty: false } key)
            return;

        var readable = CanRead(cert);
        if (!CanRead(key) || !readable)
            return;
        try
        {
            using var pair = X509Certificate2.CreateFromPemFile(FullPath(cert, cert.Value!), FullPath(key, key.Value!));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            _output.Fault(cert, $"and Server-Key are no PEM certificate with its private key ({ConfWords.Shown(e.Message.TrimEnd('.'))})", "name two files that belong together");
        }
    }

    // Who serves TLS reads these files himself: settings of ours do not, so they are tried here.
    private bool CanRead(ConfEntry entry)
    {
        var file = FullPath(entry, entry.Value!);
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            _output.Fault(entry, $"names {ConfWords.Shown(file)}, which does not exist", "correct the path");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _output.Fault(entry, $"names {ConfWords.Shown(file)}, which cannot be read", $"let the user {Environment.UserName} read it");
        }

        return false;
    }

    private void MapLog()
    {
        Map(
            _global,
            "Log-Level",
            "PacketFleet:Log:Level",
            (_, text) => text.Trim().ToUpperInvariant() switch { "INFO" => "Information", "WARN" => "Warning", "ERROR" => "Error", "OFF" => "Fatal", _ => null },
            "write INFO, WARN, ERROR or OFF");

        // As ever, a name without an ending gets one, and the null device is no file.
        Map(
            _global,
            "Log-File",
            "PacketFleet:Log:File",
            (entry, text) => text == "/dev/null" ? "" : FullPath(entry, Path.HasExtension(text) ? text : text + ".log"),
            "");
    }
}
