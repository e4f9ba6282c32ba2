namespace PacketFleet.Web.Components.Layout;

/// <summary>Tells open pages that the program is about to stop, while their lines still stand.</summary>
public sealed class StopNotice
{
    private event Action? Told;

    /// <summary>Told once the program stops, on the thread that stops it. Dispose to listen no more.</summary>
    public IDisposable Subscribe(Action told)
    {
        Told += told;
        return new Listener(this, told);
    }

    /// <summary>Tells all pages. Whether there was one.</summary>
    public bool Tell()
    {
        var told = Told;
        told?.Invoke();
        return told is not null;
    }

    private sealed class Listener(StopNotice notice, Action told) : IDisposable
    {
        public void Dispose() => notice.Told -= told;
    }
}
