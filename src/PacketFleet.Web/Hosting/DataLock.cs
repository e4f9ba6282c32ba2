namespace PacketFleet.Web.Hosting;

/// <summary>
/// Keeps a second process from the same data: it would delete the first one's unfinished segments as strays. Held by an
/// open file, so that the end of the process, however it comes, ends the lock.
/// </summary>
internal sealed class DataLock : IDisposable
{
    private readonly List<FileStream> _held = [];

    /// <summary>Takes the locks, or refuses to start. The files stay behind when it is over; only being open counts.</summary>
    /// <param name="places">Lock files, each with the words for what it guards.</param>
    public void Take(IEnumerable<(string File, string What)> places)
    {
        foreach (var (file, what) in places)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            try
            {
                _held.Add(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (UnauthorizedAccessException)
            {
                throw new StartRefusedException(StartRefusedException.CannotStart, $"{file} cannot be written: let the user {Environment.UserName} write there.");
            }
            catch (IOException)
            {
                throw new StartRefusedException(StartRefusedException.CannotStart, $"Another PacketFleet.Web already uses {what}: stop it, or give this one places of its own (PacketFleet:Store:ConnectionString, PacketFleet:Archive:Directory, PacketFleet:Gravwell:SpoolDirectory).");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var held in _held)
            held.Dispose();
        _held.Clear();
    }
}
