using Microsoft.Extensions.Logging;

namespace PacketFleet.Engine.Regions.Directories;

/// <summary>
/// Keeps an inventory of a directory: looks again at most every 15 s, when asked, and reads through only the files whose size or
/// time of change is new. One look at a time; whoever asks meanwhile waits for the same.
/// </summary>
internal sealed partial class CaptureDirectory(string region, string path, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private Dictionary<string, CaptureFile> _known = new(StringComparer.Ordinal);
    private Task<DirectoryInventory>? _look;
    private long _lookedAt;

    /// <summary>What it holds; the task never fails for what is on the disk. It is not cancelled when its callers are: the next one needs it too.</summary>
    public Task<DirectoryInventory> LookAsync()
    {
        lock (_gate)
        {
            var isUsable = _look is { IsCompleted: false }
                || (_look is { IsCompletedSuccessfully: true, Result: { Problem: null, Files.Count: > 0 } } && time.GetElapsedTime(_lookedAt) < FreshFor);
            return isUsable ? _look! : _look = Task.Run(Look);
        }
    }

    private DirectoryInventory Look()
    {
        var started = time.GetTimestamp();
        var inventory = LookNow();
        lock (_gate)
            _lookedAt = time.GetTimestamp();
        if (inventory.Problem is null)
            LogLooked(log, region, path, inventory.Files.Count, inventory.Packets, time.GetElapsedTime(started, _lookedAt).TotalMilliseconds);
        return inventory;
    }

    private DirectoryInventory LookNow()
    {
        List<CaptureFile> listed;
        try
        {
            listed = List();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new DirectoryInventory([], Problem(e));
        }

        var known = new Dictionary<string, CaptureFile>(StringComparer.Ordinal);
        foreach (var file in listed)
            known[file.Name] = Find(file) ?? Read(file);
        _known = known;
        return new DirectoryInventory([.. known.Values.Where(IsCapture).OrderBy(file => file.Name, StringComparer.Ordinal)]);
    }

    private List<CaptureFile> List()
    {
        var files = new List<CaptureFile>();
        foreach (var entry in new DirectoryInfo(path).EnumerateFiles())
        {
            if (CaptureFileName.IsCapture(entry.Name) && Describe(entry) is { } file)
                files.Add(file);
        }

        return files;
    }

    private static CaptureFile? Describe(FileInfo entry)
    {
        try
        {
            var target = entry.LinkTarget is null ? entry : entry.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;

            // A capture of no bytes has just been begun or was given up: there is nothing in it to miss.
            return target is { Exists: true, Length: > 0 }
                ? new CaptureFile { Path = entry.FullName, Name = entry.Name, Size = target.Length, Modified = new DateTimeOffset(target.LastWriteTimeUtc) }
                : null;
        }
        catch (IOException)
        {
            // It went away meanwhile, as the oldest of a ring does, or is a link that leads nowhere.
            return null;
        }
    }

    // A file that could not be read may be readable now without having changed.
    private CaptureFile? Find(CaptureFile listed) =>
        _known.TryGetValue(listed.Name, out var file) && file.Size == listed.Size && file.Modified == listed.Modified && file.Fault is not { MayPass: true } ? file : null;

    private CaptureFile Read(CaptureFile listed)
    {
        var file = CaptureFileScanner.Scan(listed);
        if (file.FaultAt(time.GetUtcNow()) is { } fault)
            LogFault(log, region, fault.Sentence);
        return file;
    }

    // .cap and .dmp are used for other things too: such a file without a single packet is none of ours.
    private static bool IsCapture(CaptureFile file) => file.Packets > 0 || file.Fault is null || file.Fault.MayPass || CaptureFileName.IsSurelyCapture(file.Name);

    private DirectoryProblem Problem(Exception error) => error switch
    {
        UnauthorizedAccessException => new DirectoryProblem($"may not read its directory {path}: give the user of this service the right to list and read it", false),
        _ when File.Exists(path) => new DirectoryProblem($"has a file, {path}, where a directory is needed: correct `PcapDirectory` in its settings", false),
        DirectoryNotFoundException => new DirectoryProblem($"has no directory {path}: create it, or correct `PcapDirectory` in its settings", false),
        _ => new DirectoryProblem($"cannot read its directory {path} ({error.Message.TrimEnd('.')}): check the disk or the mount", true),
    };
}
