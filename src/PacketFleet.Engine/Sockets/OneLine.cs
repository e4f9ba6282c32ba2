using System.Text;

namespace PacketFleet.Engine.Sockets;

/// <summary>Foreign text made fit for one of our sentences.</summary>
internal static class OneLine
{
    private const int Longest = 160;

    /// <summary>The text on one line, without control characters and a full stop at its end, cut at 160 characters.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var c in text)
        {
            if (line.Length == Longest)
                return line.Append('…').ToString();

            if (!char.IsWhiteSpace(c) && !char.IsControl(c) && c != '\uFFFD')
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString().Trim().TrimEnd('.');
    }
}
