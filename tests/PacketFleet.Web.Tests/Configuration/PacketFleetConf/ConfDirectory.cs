using Microsoft.AspNetCore.Builder;
using PacketFleet.Web.Configuration;
using PacketFleet.Web.Configuration.PacketFleetConf;
using PacketFleet.Web.Tests.Hosting;

namespace PacketFleet.Web.Tests.Configuration.PacketFleetConf;

/// <summary>A directory with a Packet Fleet file, three empty PEM files and an environment of a test's own.</summary>
internal sealed class ConfDirectory : IDisposable
{
    public const string Global = """
        [Global]
        Ingest-Secret = tell-nobody
        Cleartext-Backend-Target=127.0.0.1

        """;

    private const string Region = """

        [Stenographer "Region 1"]
        URL="https://10.0.0.5:1234"
        CA-Cert=ca.pem
        Client-Cert=cert.pem
        Client-Key=key.pem

        """;

    private readonly TemporaryDirectory _directory = new();

    public ConfDirectory()
    {
        foreach (var name in (string[])["ca.pem", "cert.pem", "key.pem"])
            Write(name, "");
    }

    public string Root => _directory.Path;

    public string Conf => File("packet_fleet.conf");

    public Dictionary<string, string> Environment { get; } = [];

    public string File(string name) => _directory.File(name);

    public string Write(string name, string text) => _directory.Write(name, text);

    /// <summary>The least file that is right, with more lines in either section.</summary>
    public ConfDirectory Good(string global = "", string region = "")
    {
        Write("packet_fleet.conf", Global + global + Region + region + "\n");
        return this;
    }

    public ConfDirectory Text(string text)
    {
        Write("packet_fleet.conf", text);
        return this;
    }

    public ConfSettings Load() => ConfSettings.Load(Conf, Environment.GetValueOrDefault, Root);

    /// <summary>The value of one setting, or null; the file must be without faults.</summary>
    public object? Value(string key)
    {
        var settings = Load();
        settings.Faults.ShouldBeEmpty();
        return settings.Settings.Where(s => s.Key == key).Select(s => s.Value).SingleOrDefault();
    }

    /// <summary>All settings as the program reads them at start, or the exception with its refusal.</summary>
    public (PacketFleetOptions Options, WebApplicationBuilder Builder) Start(params string[] args)
    {
        string[] all = [$"--PacketFleet:Archive:Directory={File("archive")}", $"--PacketFleet:Store:ConnectionString=Data Source={File("jobs.db")}", "--PacketFleet:Log:Directory=", .. args];
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = all, ContentRootPath = AppContext.BaseDirectory });
        return (builder.AddPacketFleetConfiguration(all), builder);
    }

    /// <summary>The words about a start with this file.</summary>
    public StartWarnings Warnings(params string[] args) =>
        (StartWarnings)Start(["--packet-fleet-conf", Conf, .. args]).Builder.Services.Single(s => s.ServiceType == typeof(StartWarnings)).ImplementationInstance!;

    public void Dispose() => _directory.Dispose();
}
