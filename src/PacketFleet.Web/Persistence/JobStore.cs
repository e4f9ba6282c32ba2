using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Persistence;

/// <summary>The store in a SQLite file. Reads run beside each other and beside the one writer.</summary>
internal sealed partial class JobStore(SqliteFile file) : IJobStore, IAsyncDisposable
{
    private StoreWriter? _writer;

    /// <summary>Opens the file and brings its tables up to date. Called once, before anything else.</summary>
    public async Task OpenAsync() => _writer = await Task.Run(() => new StoreWriter(file.OpenForWriting())).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
            await _writer.DisposeAsync().ConfigureAwait(false);
        file.Close();
    }

    // SQLite knows no asynchronous reads or writes: a grain or a circuit must not wait for the disk on its own thread.
    private async Task<T> ReadAsync<T>(Func<StoreContext, T> read, CancellationToken cancellation)
    {
        try
        {
            return await Task.Run(
                () =>
                {
                    using var context = new StoreContext(file.Options);
                    return read(context);
                },
                cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (StoreFaults.Find(e) is { } fault)
        {
            throw new IOException(StoreFaults.Sentence(fault, file.Path), e);
        }
    }

    private async Task<T> WriteAsync<T>(Func<StoreContext, T> write, CancellationToken cancellation)
    {
        var writer = _writer ?? throw new InvalidOperationException("The store is not open yet.");
        try
        {
            return await writer.RunAsync(write, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (StoreFaults.Find(e) is { } fault)
        {
            throw new IOException(StoreFaults.Sentence(fault, file.Path), e);
        }
    }

    private static void MustBe(int rows, long job)
    {
        if (rows != 1)
            throw new InvalidOperationException($"The store has no job {job}, or none with that region.");
    }
}
