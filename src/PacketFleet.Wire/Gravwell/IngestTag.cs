using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace PacketFleet.Wire.Gravwell;

/// <summary>The names of tags.</summary>
public static class IngestTag
{
    /// <summary>The number of Gravwell's own log tag, <c>gravwell</c>: never negotiated.</summary>
    public const ushort Gravwell = 0xFFFF;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("\"'`´‘’“”*$\\[]|{}();=<!>~%^&.:,/");

    /// <summary>
    /// Whether a name is one: 1–4096 bytes of UTF-8, printable, without white space and none of <c>"'`´‘’“”*$\[]|{}();=&lt;!&gt;~%^&amp;.:,/</c>.
    /// <paramref name="error"/> is one sentence.
    /// </summary>
    public static bool IsValid(string name, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(name);
        error = name.Length == 0 ? "The tag is empty: name one, such as steno."
            : Encoding.UTF8.GetByteCount(name) > IngestLimits.TagName ? "The tag is longer than 4,096 bytes: shorten it."
            : name.AsSpan().IndexOfAny(Forbidden) is var at and >= 0 ? $"The tag {Shown(name)} holds {name[at]}, which Gravwell does not take: leave it out."
            : name.EnumerateRunes().All(IsPrintable) ? null
            : $"The tag {Shown(name)} holds white space or a character that cannot be printed: leave it out.";
        return error is null;
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator)
        && rune != Rune.ReplacementChar;

    private static string Shown(string name) =>
        string.Concat((name.Length > 40 ? name[..40] + "…" : name).Select(c => char.IsControl(c) ? '·' : c));
}
