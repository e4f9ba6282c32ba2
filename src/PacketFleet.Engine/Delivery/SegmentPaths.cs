using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;

namespace PacketFleet.Engine.Delivery;

/// <summary>
/// Names of the archive's files, relative to its directory, with forward slashes:
/// <c>2026/11/24/job-000123/region-1-5f3a9c01-e2-0003.pcapng</c>, its index beside it as <c>.idx</c>, both ending in <c>.tmp</c> while written.
/// </summary>
internal static partial class SegmentPaths
{
    /// <summary>Ending of a capture.</summary>
    public const string Capture = ".pcapng";

    /// <summary>Ending of an index.</summary>
    public const string Index = ".idx";

    /// <summary>Further ending of what is still being written.</summary>
    public const string Temporary = ".tmp";

    private const int LongestSlug = 40;

    /// <summary>A segment's name without its ending. Different labels may share it (see <paramref name="variant"/>).</summary>
    /// <param name="label">The segment's label.</param>
    /// <param name="day">The day it was begun, UTC.</param>
    /// <param name="variant">0, then 1, 2, … while the name is taken.</param>
    public static string Stem(SegmentLabel label, DateTimeOffset day, int variant)
    {
        var suffix = variant == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{variant + 1}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{day.UtcDateTime:yyyy'/'MM'/'dd}/job-{label.Job:D6}/{Slug(label.Region)}-e{label.Epoch}-{label.Number:D4}{suffix}");
    }

    /// <summary>The index that lies beside a capture.</summary>
    public static string IndexOf(string capture) => capture[..^Capture.Length] + Index;

    /// <summary>Splits a relative path of this naming into stem and ending. False for every other name.</summary>
    public static bool TrySplit(string path, out string stem, out string ending)
    {
        var match = Ours.Match(path);
        (stem, ending) = (match.Groups["stem"].Value, match.Groups["ending"].Value);
        return match.Success;
    }

    /// <summary>
    /// A region's name as a part of a file's name: lower-case letters, digits and dashes. Where that is not the name itself,
    /// a hash of the name follows, so that no two regions share it.
    /// </summary>
    public static string Slug(string region)
    {
        var slug = NotPlain.Replace(region.ToLowerInvariant(), "-").Trim('-');
        if (slug.Length > LongestSlug)
            slug = slug[..LongestSlug].TrimEnd('-');
        if (slug.Length > 0 && string.Equals(slug, region, StringComparison.Ordinal) && !Hashed.IsMatch(slug))
            return slug;
        var hash = XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(region));
        return string.Create(CultureInfo.InvariantCulture, $"{(slug.Length == 0 ? "region" : slug)}-{hash:x8}");
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotPlain { get; }

    [GeneratedRegex("-[0-9a-f]{8}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hashed { get; }

    [GeneratedRegex(
        @"\A(?<stem>[0-9]{4}/[0-9]{2}/[0-9]{2}/job-[0-9]{6,19}/[a-z0-9-]{1,60}-e[0-9]{1,10}-[0-9]{4,10}(-[0-9]{1,4})?)(?<ending>\.(pcapng|idx)(\.tmp)?)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ours { get; }
}
