using System.Globalization;
using System.Text;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.Wire;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Tests.Wire.Gravwell.Fake;

/// <summary>The entries <see cref="TestIngester"/> sends.</summary>
internal static class Samples
{
    public static byte[] Source { get; } = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100];

    public static EntryLabels Labels { get; } = new("Region 1", 7, "INC-9");

    public static byte[] Data(int number) => Encoding.ASCII.GetBytes("packet " + number.ToString(CultureInfo.InvariantCulture));

    public static ulong Identity(int number, string tag = "steno")
    {
        var encoder = new EntryEncoder(1, Source, Labels);
        var data = Data(number);
        var entry = new byte[encoder.Length(data.Length)];
        encoder.Write(entry, 1, number, 60, data);
        return EntryIdentity.Of(new PacketTime(number), tag, Source, data, entry.AsSpan(EntryEncoder.HeadLength + data.Length));
    }
}
