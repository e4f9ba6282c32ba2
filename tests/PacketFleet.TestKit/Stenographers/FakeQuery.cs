namespace PacketFleet.TestKit.Stenographers;

/// <summary>A question the fake was asked.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path as sent.</param>
/// <param name="Text">The body.</param>
/// <param name="Headers">The headers, names in any case.</param>
public sealed record FakeQuery(string Method, string Path, string Text, IReadOnlyDictionary<string, string> Headers)
{
    private readonly TaskCompletionSource<FakeEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sent;

    /// <summary>How it ended, once it has.</summary>
    public Task<FakeEnd> Ended => _ended.Task;

    /// <summary>Done when the fake has gone silent as told.</summary>
    public Task Stalled => _stalled.Task;

    /// <summary>Bytes of the body sent so far.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>A header's value, or null.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;

    internal void AddSent(int bytes) => Interlocked.Add(ref _sent, bytes);

    internal void Stall() => _stalled.TrySetResult();

    internal void End(FakeEnd end) => _ended.TrySetResult(end);
}

/// <summary>How an answer of the fake ended.</summary>
public enum FakeEnd
{
    /// <summary>Sent whole.</summary>
    Complete,

    /// <summary>Cut by the fake itself, as told.</summary>
    Cut,

    /// <summary>The client went away first.</summary>
    ClientLeft,
}
