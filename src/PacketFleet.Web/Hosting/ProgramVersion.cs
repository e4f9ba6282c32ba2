using System.Reflection;

namespace PacketFleet.Web.Hosting;

/// <summary>Which version this is.</summary>
internal static class ProgramVersion
{
    /// <summary>As <c>--version</c> says it: <c>0.1.0</c>, with the commit after a plus sign where the build knew it.</summary>
    public static string Full { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>Without the commit.</summary>
    public static string Text { get; } = Full.Split('+')[0];
}
