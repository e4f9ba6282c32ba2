using System.Runtime.ExceptionServices;
using Microsoft.Win32.SafeHandles;

namespace PacketFleet.Engine.Delivery;

/// <summary>
/// Writes a file's blocks, front to back, on a thread of its own, so that whoever fills the next buffer does not wait for the disk
/// unless that is slower. What fails is told at the next call.
/// </summary>
internal sealed class WriteBehind : IDisposable
{
    private readonly object _gate = new();
    private readonly SafeFileHandle _file;
    private readonly PageCache _cache;
    private readonly Thread _thread;
    private WriteBuffer _free = WriteBuffer.Rent();
    private WriteBuffer? _full;
    private int _length;
    private long _offset;
    private bool _isDirect;
    private bool _isOver;
    private ExceptionDispatchInfo? _failure;

    /// <param name="file">The file: nobody else writes to it meanwhile.</param>
    public WriteBehind(SafeFileHandle file)
    {
        (_file, _cache, _isDirect) = (file, new PageCache(file), DirectIo.TryBegin(file));
        _thread = new Thread(Run) { IsBackground = true, Name = "segment" };
        _thread.Start();
    }

    /// <summary>Takes a full buffer for an empty one, waiting for the one before it. Throws <see cref="IOException"/> where that could not be written.</summary>
    /// <param name="buffer">The buffer: it may still be read, but not written to.</param>
    /// <param name="length">How many of its bytes to write; whole blocks.</param>
    /// <param name="offset">Where in the file; at a block.</param>
    public WriteBuffer Exchange(WriteBuffer buffer, int length, long offset)
    {
        lock (_gate)
        {
            WaitUntilIdle();
            var free = _free;
            (_full, _length, _offset) = (buffer, length, offset);
            Monitor.PulseAll(_gate);
            return free;
        }
    }

    /// <summary>Waits until all is written; from then on anything may be written to the file. Throws <see cref="IOException"/> where something could not be.</summary>
    public void Finish()
    {
        lock (_gate)
            WaitUntilIdle();
        if (_isDirect)
            DirectIo.End(_file);
        _isDirect = false;
    }

    /// <summary>Ends the thread, once it has written what it was at.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isOver)
                return;
            _isOver = true;
            Monitor.PulseAll(_gate);
        }

        _thread.Join();
        WriteBuffer.Return(_free);
    }

    private void WaitUntilIdle()
    {
        while (_full is not null)
            Monitor.Wait(_gate);
        _failure?.Throw();
    }

    private void Run()
    {
        lock (_gate)
        {
            while (true)
            {
                while (_full is null && !_isOver)
                    Monitor.Wait(_gate);
                if (_full is not { } buffer)
                    return;
                if (_failure is null && !_isOver)
                    Write(buffer);
                (_free, _full) = (buffer, null);
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Without the gate.</summary>
    private void Write(WriteBuffer buffer)
    {
        Monitor.Exit(_gate);
        ExceptionDispatchInfo? failure = null;
        try
        {
            Put(buffer.Bytes[.._length]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            Monitor.Enter(_gate);
            _failure = failure;
        }
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_file, bytes, _offset);
        }
        catch (IOException) when (_isDirect)
        {
            // Some file systems take the wish and refuse the writes. What else is wrong shows again.
            DirectIo.End(_file);
            _isDirect = false;
            RandomAccess.Write(_file, bytes, _offset);
        }

        if (!_isDirect)
            _cache.Written(_offset + bytes.Length);
    }
}
