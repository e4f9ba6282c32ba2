using System.Globalization;

namespace PacketFleet.Wire.Captures.Reading;

/// <summary>The ends a reading can come to. Each sets the outcome and says false, so that it can be returned.</summary>
internal sealed partial class CaptureInput
{
    private static readonly CaptureOutcome StillReading = new(CaptureEnd.Reading, 0, 0, null);

    public CaptureOutcome Outcome { get; private set; } = StillReading;

    /// <summary>The outcome is known. Throws once disposed.</summary>
    public bool HasEnded
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(CaptureReader));
            return Outcome.End != CaptureEnd.Reading;
        }
    }

    /// <summary>The stream gave no more where more was needed.</summary>
    /// <param name="place">What it was in the middle of: "in the middle of packet 12".</param>
    /// <param name="edge">Ending before the first byte of it is a sound end.</param>
    public bool Ended(string place, bool edge)
    {
        if (Outcome.End != CaptureEnd.Reading)
            return false;

        var at = Received;
        if (_error is { } error)
        {
            var where = _start == _end && edge ? Packets == 0 ? "before its first packet" : Text($"after packet {Packets:N0}") : place;
            return End(CaptureEnd.StreamFailed, at, Text($"broke off {where}, at byte {at:N0}: {error.Message.TrimEnd('.')}"), error);
        }

        if (_start == _end && edge)
            return End(CaptureEnd.Complete, at, null);
        return End(CaptureEnd.Truncated, at, at == 0 ? "is empty" : Text($"ends {place}, at byte {at:N0}"));
    }

    /// <summary>What begins at <see cref="Position"/> cannot be part of a capture; the clause is followed by the place.</summary>
    public bool Damaged(string clause) => Damaged(clause, Position);

    /// <summary>What begins at this byte cannot be part of a capture; the clause is followed by the place.</summary>
    public bool Damaged(string clause, long at) => End(CaptureEnd.Damaged, at, Text($"{clause}, at byte {at:N0}"));

    /// <summary>The stream is something else; the clause stands alone.</summary>
    public bool Foreign(string clause) => End(CaptureEnd.Damaged, 0, clause);

    /// <summary>Text as it is in outcomes, the same in every locale.</summary>
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private bool End(CaptureEnd end, long offset, string? reason, Exception? error = null)
    {
        var packet = end == CaptureEnd.Complete ? Packets : Packets + 1;
        Outcome = new CaptureOutcome(end, packet, offset, reason is null || _subject is null ? reason : $"{_subject} {reason}", error);
        return false;
    }
}
