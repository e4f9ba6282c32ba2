using System.Text;

namespace PacketFleet.Tests.Wire.Queries;

/// <summary>Keeps an input that broke a test, so that it can be looked at and added to the corpus.</summary>
internal static class Kept
{
    /// <summary>Runs a check; the input of one that fails is written to a file that the failure names.</summary>
    public static bool Run(string name, string input, Func<string, bool> check)
    {
        try
        {
            return check(input);
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"{fault.GetType().Name} on the text kept in {Write(name, Encoding.Unicode.GetBytes(input))} (UTF-16): {fault.Message}", fault);
        }
    }

    /// <summary>Writes an input; the answer is its file.</summary>
    public static string Write(string name, ReadOnlySpan<byte> input)
    {
        var path = Path.Combine(Path.GetTempPath(), $"packetfleet-fuzz-{name}-{Guid.NewGuid():N}.bin");
        File.WriteAllBytes(path, input);
        return path;
    }
}
