using PacketFleet.Wire;
using PacketFleet.Wire.Queries.Pasting;

namespace PacketFleet.Tests.Wire.Queries.Pasting;

/// <summary>Pasted texts, read at a moment of their own.</summary>
internal static class Pasted
{
    public static readonly PacketTime Now = PacketTime.From(new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.Zero));

    /// <summary>A line of Zeek's conn.log, its columns parted by spaces here for the eye.</summary>
    public const string Conn = "1795528931.123456 CHhAvVGS1DHFjwGM9 10.0.0.1 5555 8.8.8.8 53 udp dns 216.5 44 120 SF T F 0 Dd 1 72 1 148 -";

    public const string ConnQuery = "host 10.0.0.1 and host 8.8.8.8 and udp and port 5555 and port 53";

    public static PastedText Read(string text) => PastedText.Read(text, Now).ShouldNotBeNull(text);

    public static string Tabs(string line) => line.Replace(' ', '\t');

    public static string Say(PastedText pasted) => pasted.Describe(t => t.ToString()[11..^1]);
}
