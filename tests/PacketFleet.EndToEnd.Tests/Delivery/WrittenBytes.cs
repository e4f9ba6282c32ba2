using System.Text;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>Looks for a text in files, in every form a program might write it.</summary>
internal static class WrittenBytes
{
    private const int PieceBytes = 1 << 20;

    /// <summary>The files that hold it: below these directories, and those that a process has open, deleted ones too.</summary>
    /// <param name="marker">ASCII.</param>
    /// <param name="process">The process; null when it has ended.</param>
    /// <param name="directories">Where to look.</param>
    public static List<string> FilesWith(string marker, int? process, params string[] directories)
    {
        var forms = Forms(marker);
        var files = directories.SelectMany(d => Directory.EnumerateFiles(d, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device }));
        return [.. files.Where(IsFile).Concat(process is { } id ? OpenFiles(id) : []).Where(f => Holds(f, forms))];
    }

    // Base64 in each of its three places against the bytes before it, without the digits that those have a share in.
    private static List<byte[]> Forms(string marker)
    {
        var plain = Encoding.ASCII.GetBytes(marker);
        List<string> texts = [Convert.ToHexString(plain), Convert.ToHexStringLower(plain)];
        for (var before = 0; before < 3; before++)
            texts.Add(Convert.ToBase64String([.. new byte[before], .. plain]).TrimEnd('=')[(before == 0 ? 0 : before + 1)..^2]);
        return [plain, Encoding.Unicode.GetBytes(marker), .. texts.Select(Encoding.ASCII.GetBytes)];
    }

    // Files that are deleted and open still, which no directory shows; and whatever else it has open outside the usual places.
    private static IEnumerable<string> OpenFiles(int process)
    {
        foreach (var link in Directory.EnumerateFileSystemEntries($"/proc/{process}/fd"))
        {
            if (new FileInfo(link).LinkTarget is not ['/', ..] target || target.StartsWith("/memfd:", StringComparison.Ordinal))
                continue;
            if (target.EndsWith(" (deleted)", StringComparison.Ordinal) || IsFile(target))
                yield return link;
        }
    }

    // A pipe with a name would be waited for; it has no length, nor has anything below /dev and /proc.
    private static bool IsFile(string path) => new FileInfo(path) is { Exists: true, Length: > 0 };

    private static bool Holds(string file, List<byte[]> forms)
    {
        try
        {
            var overlap = forms.Max(f => f.Length) - 1;
            var piece = new byte[PieceBytes + overlap];
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            for (var kept = 0; ;)
            {
                var length = kept + stream.ReadAtLeast(piece.AsSpan(kept), PieceBytes, throwOnEndOfStream: false);
                if (forms.Exists(f => piece.AsSpan(0, length).IndexOf(f) >= 0))
                    return true;
                if (length - kept < PieceBytes)
                    return false;
                kept = Math.Min(overlap, length);
                piece.AsSpan(length - kept, kept).CopyTo(piece);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone, or not ours to read.
            return false;
        }
    }
}
