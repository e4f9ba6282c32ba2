using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using PacketFleet.Web.Configuration.PacketFleetConf;

namespace PacketFleet.Web.Configuration;

/// <summary>Where settings come from, in this order: built-in file, <c>--config</c> files, a Packet Fleet file, environment, command line.</summary>
internal static class ConfigurationSources
{
    /// <summary>
    /// Replaces the sources of the framework, which know no <c>--config</c> and read <c>ASPNETCORE_URLS</c> before the
    /// built-in file, so that it would never count.
    /// </summary>
    public static void Set(ConfigurationManager configuration, IHostEnvironment environment, IReadOnlyList<string> configFiles, ConfSettings? conf, string[] args)
    {
        configuration.Sources.Clear();
        configuration.AddJsonFile("appsettings.json", optional: true, reloadOnChange: false);
        configuration.AddJsonFile($"appsettings.{environment.EnvironmentName}.json", optional: true, reloadOnChange: false);
        if (conf is not null)
            configuration.Sources.Add(new ImpliedByConf(conf));
        foreach (var file in configFiles)
            configuration.AddJsonFile(file, optional: false, reloadOnChange: false);
        if (conf is not null)
            configuration.Sources.Add(new ConfSource(conf));
        configuration.AddEnvironmentVariables("DOTNET_");
        configuration.AddEnvironmentVariables("ASPNETCORE_");
        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine(args);
    }

    /// <summary>What is wrong with the files themselves, one sentence each.</summary>
    public static IEnumerable<string> Check(IEnumerable<string> configFiles)
    {
        foreach (var file in configFiles)
        {
            if (CheckOne(file) is { } fault)
                yield return fault;
        }
    }

    /// <summary>Lays the sources over each other.</summary>
    public static SettingTree Merge(IConfigurationRoot configuration, string contentRoot, string workingDirectory)
    {
        var tree = new SettingTree(PacketFleetSettings.Lists);
        foreach (var provider in configuration.Providers)
            tree.Add(provider, PacketFleetSettings.Root, LayerOf(provider, contentRoot, workingDirectory));
        return tree;
    }

    /// <summary>Whether anybody set this key, beside the built-in settings and what a Packet Fleet file implies.</summary>
    public static bool IsChosen(IConfigurationRoot configuration, string contentRoot, string key) =>
        configuration.Providers.Any(p => p.TryGet(key, out _) && p is not ImpliedByConf && !(FileOf(p, contentRoot) is { } file && IsBuiltIn(file, contentRoot)));

    private static SettingLayer LayerOf(IConfigurationProvider provider, string contentRoot, string workingDirectory)
    {
        if (FileOf(provider, contentRoot) is { } file)
        {
            var directory = Path.GetDirectoryName(file)!;
            return IsBuiltIn(file, contentRoot)
                ? new SettingLayer("in the built-in " + Path.GetFileName(file), contentRoot, workingDirectory)
                : new SettingLayer("in " + file, directory, directory);
        }

        switch (provider)
        {
            case ConfProvider conf:
                return conf.Layer;
            case ImpliedByConf implied:
                return implied.Layer;
            case EnvironmentVariablesConfigurationProvider:
                return new SettingLayer("in the environment", workingDirectory, workingDirectory);
            case CommandLineConfigurationProvider:
                return new SettingLayer("on the command line", workingDirectory, workingDirectory);
            default:
                return SettingLayer.Defaults(workingDirectory);
        }
    }

    private static string? FileOf(IConfigurationProvider provider, string contentRoot) =>
        provider is JsonConfigurationProvider { Source: { Path: { } path } source } ? source.FileProvider?.GetFileInfo(path).PhysicalPath ?? Path.GetFullPath(path, contentRoot) : null;

    private static bool IsBuiltIn(string file, string contentRoot) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(contentRoot)) == Path.TrimEndingDirectorySeparator(Path.GetDirectoryName(file)!)
        && Path.GetFileName(file).StartsWith("appsettings.", StringComparison.Ordinal);

    private static string? CheckOne(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            new ConfigurationBuilder().AddJsonStream(stream).Build();
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return $"The file {file} given by --config does not exist: correct the path.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The file {file} given by --config cannot be read ({e.Message.TrimEnd('.')}): let the user {Environment.UserName} read it.";
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or System.Text.Json.JsonException)
        {
            var reason = (e.InnerException ?? e).Message.TrimEnd('.');
            return $"The file {file} given by --config is no JSON ({reason}): {(file.EndsWith(".conf", StringComparison.OrdinalIgnoreCase) ? "give a Packet Fleet file with --packet-fleet-conf" : "correct it there")}.";
        }
    }
}
