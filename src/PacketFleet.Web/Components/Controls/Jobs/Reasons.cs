namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>Shortens a sentence to what a cell has room for. The whole sentence goes into the title.</summary>
internal static class Reasons
{
    private static readonly string[] Ends = [" (", ": ", "; ", ". "];

    /// <summary>Without its subject, brackets and mend: "Region 2 refused our client certificate (…): check …" → "refused our client certificate".</summary>
    public static string Short(string reason, string region)
    {
        var text = reason.AsSpan().Trim();
        foreach (var subject in (ReadOnlySpan<string>)["Region " + region, region])
        {
            if (text.Length > subject.Length && text.StartsWith(subject, StringComparison.Ordinal) && text[subject.Length] == ' ')
            {
                text = text[(subject.Length + 1)..];
                break;
            }
        }

        // "is busy: second in line" and "has captured to 15:00": what matters stands behind the first words.
        foreach (var lead in (ReadOnlySpan<string>)["is busy: ", "has "])
        {
            if (text.StartsWith(lead, StringComparison.Ordinal))
                text = text[lead.Length..];
        }

        // What a region is about to lose matters most of all.
        var loses = $". {region} loses ";
        if (text.IndexOf(loses, StringComparison.Ordinal) is var at and > 0)
            return $"{text[..at]}; loses {text[(at + loses.Length)..].TrimEnd('.')}";

        foreach (var end in Ends)
        {
            if (text.IndexOf(end, StringComparison.Ordinal) is var cut and > 0)
                text = text[..cut];
        }

        return text.TrimEnd('.').ToString();
    }
}
