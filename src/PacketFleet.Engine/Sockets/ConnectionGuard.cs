using System.Net.Sockets;

namespace PacketFleet.Engine.Sockets;

/// <summary>
/// Closes a connection from another thread: at once when its owner cancels, or when a deadline passes. A blocking call on the
/// socket returns with an error then, and the guard tells which of the two it was.
/// </summary>
internal sealed class ConnectionGuard : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationTokenSource _broken = new();
    private Socket? _socket;
    private ITimer? _deadline;

    public ConnectionGuard(TimeProvider time, CancellationToken cancellation)
    {
        _time = time;
        _registration = cancellation.UnsafeRegister(static self => ((ConnectionGuard)self!).Break(cancelled: true), this);
    }

    /// <summary>The owner cancelled.</summary>
    public bool Cancelled { get; private set; }

    /// <summary>The deadline passed.</summary>
    public bool TimedOut { get; private set; }

    /// <summary>Cancelled together with either, for waits that have no socket yet.</summary>
    public CancellationToken Broken => _broken.Token;

    /// <summary>From now on this socket is the one to close; at once, if it is too late already.</summary>
    public void Watch(Socket socket)
    {
        bool broken;
        lock (_gate)
        {
            _socket = socket;
            broken = Cancelled || TimedOut;
        }

        if (broken)
            socket.Dispose();
    }

    /// <summary>Closes the connection after this span, unless another deadline is set before; zero or less = never.</summary>
    public void SetDeadline(TimeSpan span)
    {
        lock (_gate)
        {
            _deadline?.Dispose();
            _deadline = span <= TimeSpan.Zero
                ? null
                : _time.CreateTimer(static self => ((ConnectionGuard)self!).Break(cancelled: false), this, span, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Closes the connection; for the owner's own use, it sets neither mark.</summary>
    public void Close() => Current()?.Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Unregister();
        SetDeadline(TimeSpan.Zero);
        Close();
    }

    private void Break(bool cancelled)
    {
        lock (_gate)
        {
            if (Cancelled || TimedOut)
                return;

            Cancelled = cancelled;
            TimedOut = !cancelled;
        }

        Close();
        _broken.Cancel();
    }

    private Socket? Current()
    {
        lock (_gate)
            return _socket;
    }
}
