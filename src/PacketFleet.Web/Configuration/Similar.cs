namespace PacketFleet.Web.Configuration;

/// <summary>Guesses what a mistyped name was meant to be.</summary>
internal static class Similar
{
    /// <summary>The name nearest to what was typed, or null where none is near.</summary>
    public static string? Find(string typed, IEnumerable<string> names)
    {
        var (best, distance) = ((string?)null, Math.Min(typed.Length, Math.Max(2, typed.Length / 3) + 1));
        foreach (var name in names)
        {
            if (typed.Length >= 3 && name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                return name;

            var d = Distance(typed.ToUpperInvariant(), name.ToUpperInvariant());
            if (d < distance)
                (best, distance) = (name, d);
        }

        return best;
    }

    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 8 || a.Length > 64)
            return int.MaxValue;
        var (previous, row) = (new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                row[j] = Math.Min(Math.Min(previous[j] + 1, row[j - 1] + 1), previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            (previous, row) = (row, previous);
        }

        return previous[b.Length];
    }
}
