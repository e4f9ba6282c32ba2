using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace PacketFleet.Web.Persistence;

/// <summary>
/// The one writer. Whatever waits when it comes round is written in one transaction, so that many small writes share one
/// sync of the disk. A write that fails takes no other with it: then each is run again in a transaction of its own.
/// </summary>
internal sealed class StoreWriter : IAsyncDisposable
{
    private const int MaxWaiting = 4096;
    private const int MaxTogether = 128;

    private readonly Channel<Write> _waiting = Channel.CreateBounded<Write>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly SqliteConnection _connection;
    private readonly StoreContext _context;
    private readonly Task _loop;

    /// <param name="connection">Ready for writing; closed at the end.</param>
    public StoreWriter(SqliteConnection connection)
    {
        _connection = connection;
        _context = new StoreContext(SqliteFile.ContextOn(connection));
        _context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>
    /// Runs a write and gives its result once it is committed. The write may be run twice, and must touch nothing but the
    /// context. Cancelling counts only until it is begun: a write that was cancelled has changed nothing.
    /// </summary>
    public async Task<T> RunAsync<T>(Func<StoreContext, T> write, CancellationToken cancellation)
    {
        var waiting = new Write<T>(write, cancellation);
        await _waiting.Writer.WriteAsync(waiting, cancellation).ConfigureAwait(false);
        return await waiting.Result.ConfigureAwait(false);
    }

    /// <summary>Writes what waits, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
        await _context.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task LoopAsync()
    {
        var together = new List<Write>();
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            together.Clear();
            while (together.Count < MaxTogether && _waiting.Reader.TryRead(out var next))
            {
                if (!next.GivenUp())
                    together.Add(next);
            }

            if (together.Count == 0)
                continue;
            if (TryCommit(together) is not { } failure)
                together.ForEach(w => w.Succeed());
            else if (together.Count == 1)
                together[0].Fail(failure);
            else
                Singly(together);
        }
    }

    private void Singly(List<Write> writes)
    {
        foreach (var write in writes)
        {
            if (TryCommit([write]) is { } failure)
                write.Fail(failure);
            else
                write.Succeed();
        }
    }

    private Exception? TryCommit(IReadOnlyList<Write> writes)
    {
        try
        {
            using var transaction = _connection.BeginTransaction();
            _context.Database.UseTransaction(transaction);
            foreach (var write in writes)
            {
                write.Run(_context);
                _context.ChangeTracker.Clear();
            }

            transaction.Commit();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
        finally
        {
            _context.ChangeTracker.Clear();
            _context.Database.UseTransaction(null);
        }
    }

    private abstract class Write
    {
        public abstract bool GivenUp();

        public abstract void Run(StoreContext context);

        public abstract void Succeed();

        public abstract void Fail(Exception failure);
    }

    private sealed class Write<T>(Func<StoreContext, T> write, CancellationToken cancellation) : Write
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Result => _done.Task;

        public override bool GivenUp() => cancellation.IsCancellationRequested && _done.TrySetCanceled(cancellation);

        public override void Run(StoreContext context) => _result = write(context);

        public override void Succeed() => _done.TrySetResult(_result);

        public override void Fail(Exception failure) => _done.TrySetException(failure);
    }
}
