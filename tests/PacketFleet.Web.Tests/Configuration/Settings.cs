using Microsoft.Extensions.Configuration;
using PacketFleet.Web.Configuration;
using PacketFleet.Web.Tests.Hosting;

namespace PacketFleet.Web.Tests.Configuration;

/// <summary>Settings from layers as a test gives them: JSON text, or keys and values.</summary>
internal sealed class Settings : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ConfigurationManager _configuration = new();

    public Settings() => Working = Directory.CreateDirectory(_directory.File("working")).FullName;

    public string Working { get; }

    public string Root => _directory.Path;

    public SettingFaults Faults { get; } = new();

    public Settings Json(string json, string name = "config/settings.json")
    {
        _configuration.AddJsonFile(_directory.Write(name, json), optional: false, reloadOnChange: false);
        return this;
    }

    public Settings BuiltIn(string json) => Json(json, "content/appsettings.json");

    public Settings CommandLine(params string[] args)
    {
        _configuration.AddCommandLine(args);
        return this;
    }

    public string File(string name, string text = "") => _directory.Write(name, text);

    public PacketFleetOptions Read()
    {
        // Nothing is written outside the test's directory.
        var tree = ConfigurationSources.Merge(_configuration, _directory.File("content"), Working);
        return PacketFleetSettings.Read(tree, Faults, SettingLayer.Defaults(Working));
    }

    public void Dispose() => _directory.Dispose();
}
