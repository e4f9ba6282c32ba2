using System.Globalization;

namespace PacketFleet.Tests.Wire.Queries;

/// <summary>Chance that can be repeated: the seed is printed, and taken from PACKETFLEET_SEED when that is set.</summary>
internal static class Seeded
{
    public static Random Random()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PACKETFLEET_SEED"), CultureInfo.InvariantCulture, out var given) ? given : System.Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"PACKETFLEET_SEED={seed}");
        return new Random(seed);
    }
}
