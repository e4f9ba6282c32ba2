using System.Text;
using System.Text.Unicode;

namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>Loads a Packet Fleet file and the <c>*.conf</c> files of the directory beside it that lie over it, in order of their names.</summary>
internal static class ConfFiles
{
    /// <summary>Most bytes of one file.</summary>
    public const int MostBytes = 4 << 20;

    /// <summary>Most files in the directory.</summary>
    public const int MostOverlays = 1000;

    /// <summary>Loads them; what cannot be loaded is a fault.</summary>
    /// <param name="file">The file's absolute path.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <returns>The texts, the main file first; empty where that one cannot be read.</returns>
    public static IReadOnlyList<ConfText> Load(string file, List<string> faults)
    {
        if (LoadOne(file, faults) is not { } main)
            return [];
        var texts = new List<ConfText> { main };
        foreach (var overlay in Overlays(file + ".d", faults))
        {
            if (LoadOne(overlay, faults) is { } text)
                texts.Add(text);
        }

        return texts;
    }

    private static IReadOnlyList<string> Overlays(string directory, List<string> faults)
    {
        try
        {
            if (!Directory.Exists(directory))
                return [];
            string[] files = [.. Directory.EnumerateFiles(directory, "*.conf").Take(MostOverlays + 1)];
            if (files.Length > MostOverlays)
                faults.Add($"The directory {directory} holds more than {MostOverlays} files: remove what does not belong there.");
            Array.Sort(files, StringComparer.Ordinal);
            return files.Length > MostOverlays ? [] : files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"The directory {directory} cannot be read ({e.Message.TrimEnd('.')}): let the user {Environment.UserName} read it.");
            return [];
        }
    }

    private static ConfText? LoadOne(string file, List<string> faults)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = ReadAtMost(stream);
            if (bytes is null)
                faults.Add($"The file {file} is larger than {MostBytes >> 20} MB: give the Packet Fleet ingester's settings, packet_fleet.conf.");
            else if (!Utf8.IsValid(bytes))
                faults.Add($"The file {file} is no UTF-8 text in line {BadLine(bytes)}: save it as UTF-8.");
            else if (Encoding.UTF8.GetString(bytes) is var text && text.AsSpan().TrimStart("\uFEFF \t\r\n").StartsWith("{"))
                faults.Add($"The file {file} is JSON: give it with --config.");
            else
                return ConfText.Read(file, text);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add($"The file {file} does not exist: correct the path.");
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(file))
        {
            faults.Add($"The file {file} is a directory: name the file in it.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"The file {file} cannot be read ({e.Message.TrimEnd('.')}): let the user {Environment.UserName} read it.");
        }

        return null;
    }

    // A device or a growing file tells no length.
    private static byte[]? ReadAtMost(Stream stream)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (kept.Length + read > MostBytes)
                return null;
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }

    private static int BadLine(byte[] bytes)
    {
        var number = 1;
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            if (!Utf8.IsValid(bytes.AsSpan(range)))
                break;
            number++;
        }

        return number;
    }
}
