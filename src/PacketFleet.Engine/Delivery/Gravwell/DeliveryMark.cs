using System.IO.MemoryMappedFiles;

namespace PacketFleet.Engine.Delivery.Gravwell;

/// <summary>How far a fetch's delivery has come: up to where every packet of its log is settled.</summary>
/// <param name="Packets">Packets from the log's start without a hole that are acknowledged, or refused for good.</param>
/// <param name="Refused">Those among them that Gravwell cannot take.</param>
/// <param name="Bytes">Captured bytes of those acknowledged.</param>
/// <param name="Hash">The running hash over all of them, to recognise them when the region is asked again; 0 where the log is on disk.</param>
internal readonly record struct Settled(long Packets, long Refused, long Bytes, ulong Hash);

/// <summary>
/// A small mapped file that outlives the end of the process, however it comes: how far delivery has come, how far it was sent, and
/// how many packets may have come twice. Holds no packet. Written by one thread at a time.
/// </summary>
internal sealed unsafe class DeliveryMark : IDisposable
{
    private const ulong Magic = 0x3154_4B52_414D_4650; // "PFMARKT1"
    private const int Length = 4096;

    // In words of 8 bytes. Two places for what is settled: the one not in use is written, then the number that tells which counts.
    private const int MagicAt = 0;
    private const int TurnAt = 1;
    private const int SentAt = 2;
    private const int DoubledAt = 3;
    private const int PlacesAt = 8;
    private const int PlaceWords = 8;

    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private long* _words;

    private DeliveryMark(string path, MemoryMappedFile file)
    {
        (_path, _file) = (path, file);
        _view = file.CreateViewAccessor(0, Length);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _words = (long*)start;
    }

    /// <summary>What is settled.</summary>
    public Settled Settled
    {
        get
        {
            var place = Place(Volatile.Read(ref _words[TurnAt]));
            return new Settled(place[0], place[1], place[2], (ulong)place[3]);
        }

        set
        {
            var turn = _words[TurnAt] + 1;
            var place = Place(turn);
            (place[0], place[1], place[2], place[3]) = (value.Packets, value.Refused, value.Bytes, (long)value.Hash);
            Volatile.Write(ref _words[TurnAt], turn);
        }
    }

    /// <summary>Packets from the log's start beyond which none has left yet.</summary>
    public long Sent
    {
        get => Volatile.Read(ref _words[SentAt]);
        set => Volatile.Write(ref _words[SentAt], value);
    }

    /// <summary>Packets that were sent, not acknowledged when something broke, and sent again.</summary>
    public long Doubled
    {
        get => Volatile.Read(ref _words[DoubledAt]);
        set => Volatile.Write(ref _words[DoubledAt], value);
    }

    /// <summary>
    /// Opens a fetch's mark. Where there is none, or none that can be read, it starts with <paramref name="otherwise"/>.
    /// Throws <see cref="IOException"/> when the disk refuses, or another run still holds it.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="otherwise">What the store knows: settled, and how many may have come twice.</param>
    public static DeliveryMark Open(string path, (Settled Settled, long Doubled) otherwise)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        var whole = stream.Length == Length;
        if (!whole)
            Reserve(stream);
        var mark = new DeliveryMark(path, MemoryMappedFile.CreateFromFile(stream, null, Length, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false));
        if (!whole || mark._words[MagicAt] != (long)Magic || !mark.IsSound())
        {
            mark.Settled = otherwise.Settled;
            mark.Sent = otherwise.Settled.Packets;
            mark.Doubled = otherwise.Doubled;
            Volatile.Write(ref mark._words[MagicAt], (long)Magic);
        }

        return mark;
    }

    /// <summary>Deletes the file: everything it says is in the store.</summary>
    public void Delete()
    {
        Dispose();
        try
        {
            File.Delete(_path);
            var directory = Path.GetDirectoryName(_path)!;
            if (!Directory.EnumerateFileSystemEntries(directory).Any())
                Directory.Delete(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It says what the store says too; the next run of this fetch reads it and comes to the same.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_words is null)
            return;
        _words = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    // What is only as long as it should be has no room on the disk yet: on a full one, to write to it would end the process.
    private static void Reserve(FileStream stream)
    {
        try
        {
            stream.SetLength(0);
            stream.Write(new byte[Length]);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private bool IsSound()
    {
        var settled = Settled;
        return settled is { Packets: >= 0, Refused: >= 0, Bytes: >= 0 } && settled.Refused <= settled.Packets && Sent >= settled.Packets && Doubled >= 0;
    }

    private long* Place(long turn) => _words + PlacesAt + ((turn & 1) * PlaceWords);
}
