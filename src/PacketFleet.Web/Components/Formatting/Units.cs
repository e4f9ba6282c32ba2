using System.Globalization;

namespace PacketFleet.Web.Components.Formatting;

/// <summary>Amounts as people read them; the exact forms are for titles.</summary>
internal static class Units
{
    private static readonly string[] Sizes = ["B", "KB", "MB", "GB", "TB", "PB"];

    /// <summary><c>12,403</c>.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 packet</c>, <c>12,403 packets</c>.</summary>
    public static string Count(long value, string noun) => value == 1 ? $"1 {noun}" : $"{Count(value)} {noun}s";

    /// <summary>Decimal units, three digits at most: <c>0 B</c>, <c>259 KB</c>, <c>12.4 MB</c>.</summary>
    public static string Bytes(double value) => Scale(Math.Max(0, value), hundredths: 1);

    /// <summary><c>12,403,112 bytes</c>.</summary>
    public static string ExactBytes(long value) => Count(value, "byte");

    /// <summary>Bytes a second, two digits or so: <c>0.9 MB/s</c>, <c>26 MB/s</c>; empty where nothing flows.</summary>
    public static string Rate(double bytesPerSecond) => bytesPerSecond < 1 ? "" : Scale(bytesPerSecond, hundredths: 10) + "/s";

    /// <summary><c>31 %</c>, rounded down so that 100 % means all; 0 to 1.</summary>
    public static string Percent(double fraction) => $"{PercentNumber(fraction)} %";

    /// <summary>0 to 100, rounded down.</summary>
    public static int PercentNumber(double fraction) => (int)Math.Floor((Math.Clamp(fraction, 0, 1) * 100) + 1e-9);

    // Below 100 (a rate: below 10) one decimal is kept; "1000 KB" is never written.
    private static string Scale(double value, int hundredths)
    {
        var unit = 0;
        while (unit < Sizes.Length - 1 && Math.Round(value, Decimals(value, unit, hundredths), MidpointRounding.AwayFromZero) >= 1000)
        {
            value /= 1000;
            unit++;
        }

        var text = value.ToString(Decimals(value, unit, hundredths) == 0 ? "0" : "0.0", CultureInfo.InvariantCulture);
        return $"{text} {Sizes[unit]}";
    }

    private static int Decimals(double value, int unit, int hundredths) => unit == 0 || Math.Round(value, 1, MidpointRounding.AwayFromZero) * hundredths >= 100 ? 0 : 1;
}
