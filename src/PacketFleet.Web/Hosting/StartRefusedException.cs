namespace PacketFleet.Web.Hosting;

/// <summary>The program must not start, for reasons a person can mend. Ends it with a code and these sentences, without a stack trace.</summary>
internal sealed class StartRefusedException(int exitCode, IReadOnlyList<string> sentences) : Exception(string.Join(Environment.NewLine, sentences))
{
    /// <summary>Wrong settings.</summary>
    public const int WrongSettings = 2;

    /// <summary>The settings are right, but what they ask for cannot be had: port taken, store locked.</summary>
    public const int CannotStart = 1;

    /// <summary>One reason.</summary>
    public StartRefusedException(int exitCode, string sentence)
        : this(exitCode, [sentence])
    {
    }

    /// <summary>The exit code.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>What is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Sentences { get; } = sentences;
}
