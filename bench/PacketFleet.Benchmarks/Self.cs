using System.Diagnostics;
using System.Globalization;

namespace PacketFleet.Benchmarks;

/// <summary>This program, started once more.</summary>
internal static class Self
{
    public static Process Start(string verb, params (string Name, object Value)[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        if (string.Equals(Path.GetFileNameWithoutExtension(Environment.ProcessPath), "dotnet", StringComparison.Ordinal))
            start.ArgumentList.Add(typeof(Self).Assembly.Location);
        start.ArgumentList.Add(verb);
        foreach (var (name, value) in arguments)
        {
            start.ArgumentList.Add("--" + name);
            start.ArgumentList.Add(Convert.ToString(value, CultureInfo.InvariantCulture)!);
        }

        return Process.Start(start)!;
    }
}
