using System.Globalization;
using System.Text;

namespace PacketFleet.Engine.Sockets;

/// <summary>Foreign text made fit for one of our sentences.</summary>
internal static class OneLine
{
    private const int Longest = 160;

    /// <summary>
    /// The text on one line, without control characters, marks that turn the direction of writing, and a full stop at its end, cut at 160
    /// characters.
    /// </summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > Longest)
                return line.Append('…').ToString();

            // Such a mark would turn our own words around, too.
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
                continue;
            if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune) && rune != Rune.ReplacementChar)
                line.Append(rune.ToString());
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString().Trim().TrimEnd('.');
    }
}
