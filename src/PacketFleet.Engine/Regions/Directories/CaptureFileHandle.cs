using Microsoft.Win32.SafeHandles;

namespace PacketFleet.Engine.Regions.Directories;

/// <summary>
/// Reads from a capture file, never beyond the size it was listed with. Where very many files overlap in time it is opened anew
/// for each read, so that the number of open files stays bounded.
/// </summary>
internal sealed class CaptureFileHandle(CaptureFile file, bool keepOpen) : IDisposable
{
    private SafeFileHandle? _handle;

    /// <summary>Reads at least one byte unless at the end. Throws what opening and reading files throws.</summary>
    public int Read(Span<byte> buffer, long offset)
    {
        var room = (int)Math.Min(buffer.Length, Math.Max(0, file.Size - offset));
        if (room == 0)
            return 0;

        var handle = _handle ?? File.OpenHandle(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        try
        {
            return RandomAccess.Read(handle, buffer[..room], offset);
        }
        finally
        {
            if (keepOpen)
                _handle = handle;
            else
                handle.Dispose();
        }
    }

    public void Dispose()
    {
        _handle?.Dispose();
        _handle = null;
    }
}
