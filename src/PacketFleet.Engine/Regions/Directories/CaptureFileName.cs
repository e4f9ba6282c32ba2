using System.Text.RegularExpressions;

namespace PacketFleet.Engine.Regions.Directories;

/// <summary>Which files of a directory are taken for captures, by name.</summary>
internal static partial class CaptureFileName
{
    /// <summary><c>.pcap .pcapng .cap .dmp</c>, also numbered as rings of files are (<c>a.pcap1</c>, <c>a.pcap.01</c>); not hidden.</summary>
    public static bool IsCapture(string name) => !name.StartsWith('.') && Capture().IsMatch(name);

    /// <summary>The name promises a packet capture; <c>.cap</c> and <c>.dmp</c> are used for other things too.</summary>
    public static bool IsSurelyCapture(string name) => IsCapture(name) && SureCapture().IsMatch(name);

    [GeneratedRegex(@"\.(pcap|pcapng|cap|dmp)(\.?[0-9]+)?$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Capture();

    [GeneratedRegex(@"\.(pcap|pcapng)(\.?[0-9]+)?$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SureCapture();
}
