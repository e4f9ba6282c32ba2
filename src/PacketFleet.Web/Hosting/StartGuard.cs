using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace PacketFleet.Web.Hosting;

/// <summary>Ends a start that cannot succeed with sentences and an exit code instead of a stack trace.</summary>
internal static class StartGuard
{
    /// <summary>Runs the program and gives its exit code.</summary>
    public static async Task<int> RunAsync(Func<Task> program)
    {
        try
        {
            await program().ConfigureAwait(false);
            return 0;
        }
        catch (Exception e) when (Explain(e) is { } refused)
        {
            await Console.Error.WriteLineAsync(Text(refused)).ConfigureAwait(false);
            return refused.ExitCode;
        }
    }

    /// <summary>What people read.</summary>
    internal static string Text(StartRefusedException refused) =>
        refused.Sentences.Count == 1
            ? $"PacketFleet.Web does not start: {refused.Sentences[0]}"
            : $"PacketFleet.Web does not start, for {refused.Sentences.Count} reasons:{Environment.NewLine}{string.Join(Environment.NewLine, refused.Sentences.Select(s => "  " + s))}";

    private static StartRefusedException? Explain(Exception e) => e switch
    {
        StartRefusedException refused => refused,
        AggregateException { InnerExceptions: [var inner] } => Explain(inner),
        IOException { InnerException: AddressInUseException } io => Cannot($"{Address(io)} is taken by another program: stop it, or give this one another address with --urls http://127.0.0.1:PORT."),
        SocketException { SocketErrorCode: SocketError.AccessDenied } => Cannot("The system does not let this user listen on the port in Urls: choose one above 1023."),
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => Cannot("An address in Urls is none of this machine: correct it."),
        IOException { InnerException: SocketException inner } => Explain(inner),
        InvalidOperationException when e.Message.Contains("HTTPS endpoint", StringComparison.Ordinal) => Cannot("An https address in Urls has no certificate: set Kestrel:Certificates:Default:Path and KeyPath, or use http."),
        _ => null,
    };

    private static StartRefusedException Cannot(string sentence) => new(StartRefusedException.CannotStart, sentence);

    // The framework's message is "Failed to bind to address http://127.0.0.1:9002: address already in use."
    private static string Address(IOException e) =>
        Array.Find(e.Message.Split(' '), w => w.StartsWith("http", StringComparison.Ordinal))?.TrimEnd(':') ?? "The address";
}
