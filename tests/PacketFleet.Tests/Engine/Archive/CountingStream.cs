namespace PacketFleet.Tests.Engine.Archive;

/// <summary>Forgets what is written, but for its measure.</summary>
internal sealed class CountingStream : MemoryStream
{
    public int LargestWrite { get; private set; }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        LargestWrite = Math.Max(LargestWrite, buffer.Length);
        return ValueTask.CompletedTask;
    }
}
