using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PacketFleet.Tests.Engine.Delivery.Gravwell.Connections;

/// <summary>A log that keeps its lines.</summary>
internal sealed class KeptLog : ILogger
{
    private readonly ConcurrentQueue<(int Id, LogLevel Level, string Text)> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines.Select(l => l.Text)];

    /// <summary>Faults of the program itself.</summary>
    public IReadOnlyList<string> Errors => [.. _lines.Where(l => l.Id == 1244).Select(l => l.Text)];

    public int Count(int id) => _lines.Count(l => l.Id == id);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((eventId.Id, logLevel, formatter(state, exception) + exception));
}
