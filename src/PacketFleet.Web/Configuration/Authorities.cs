using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PacketFleet.Web.Configuration;

/// <summary>Reads files of certificates that are trusted beside the system's.</summary>
internal static class Authorities
{
    private const int LargestFile = 1 << 20;

    /// <summary>
    /// The certificates of a PEM file; null where it holds none, with the <paramref name="fault"/> as a clause that follows the file's
    /// name, or where it cannot be read, without one.
    /// </summary>
    public static X509Certificate2Collection? Read(string file, out string? fault)
    {
        fault = null;
        try
        {
            if (new FileInfo(file).Length > LargestFile)
            {
                fault = "is too large for a PEM file";
                return null;
            }

            var found = new X509Certificate2Collection();
            found.ImportFromPem(File.ReadAllText(file));
            if (found.Count > 0)
                return found;
            fault = "holds no certificate in PEM form";
        }
        catch (CryptographicException)
        {
            fault = "holds no sound certificate in PEM form";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The reader of settings has told of it.
        }

        return null;
    }
}
