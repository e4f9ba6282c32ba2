using System.Text;

namespace PacketFleet.Tests.Wire.Queries;

/// <summary>Damages texts as people, programs and bad lines do.</summary>
internal static class TextMutation
{
    /// <summary>The seed with one to four changes.</summary>
    public static string Of(Random random, string seed, IReadOnlyList<string> pieces, IReadOnlyList<string> seeds)
    {
        var text = new StringBuilder(seed);
        for (var times = 1 + random.Next(4); times > 0; times--)
        {
            var at = random.Next(text.Length + 1);
            switch (random.Next(6))
            {
                case 0: text.Insert(at, pieces[random.Next(pieces.Count)]); break;
                case 1: text.Insert(at, (char)(random.Next(4) == 0 ? random.Next(0x10000) : random.Next(128))); break;
                case 2 when at < text.Length: text.Remove(at, Math.Min(random.Next(1, 12), text.Length - at)); break;
                case 3 when at < text.Length: text[at] = (char)random.Next(128); break;
                case 4:
                    var other = seeds[random.Next(seeds.Count)];
                    text.Insert(at, other.AsSpan(random.Next(other.Length + 1)));
                    break;
                default: text.Length = at; break;
            }
        }

        return text.ToString();
    }
}
