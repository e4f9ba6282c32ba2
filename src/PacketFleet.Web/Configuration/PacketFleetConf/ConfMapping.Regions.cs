using System.Globalization;
using PacketFleet.Wire;

namespace PacketFleet.Web.Configuration.PacketFleetConf;

internal sealed partial class ConfMapping
{
    private const string OverrideKey = "Source-Override";

    private void MapRegions()
    {
        var common = CommonOverride();
        for (var i = 0; i < _content.Regions.Count; i++)
            MapRegion(_content.Regions[i], string.Create(CultureInfo.InvariantCulture, $"PacketFleet:Regions:{i}"), common);
    }

    private void MapRegion(ConfGroup region, string path, ConfEntry? common)
    {
        _output.Set(path + ":Name", region.Name, new SettingPlace($"The name of {region.Title}", region.At.Where));
        if (!MapText(region, "URL", path + ":Url"))
            _output.Missing("URL", region, "write URL=\"https://host:port\"");
        _output.Tell(path);
        foreach (var (key, setting) in ((string, string)[])[("CA-Cert", "CaCert"), ("Client-Cert", "ClientCert"), ("Client-Key", "ClientKey")])
        {
            if (MapPath(region, key, $"{path}:{setting}"))
                continue;
            _output.Missing(key, region, $"write {key}=\"file.pem\"");
            _output.Tell($"{path}:{setting}");
        }

        MapText(region, "Tag-Name", path + ":Tag");
        if (!MapText(region, OverrideKey, path + ":SourceOverride") && common is not null)
            _output.Set(path + ":SourceOverride", common.Value!, PlaceOf(common));
        MapFlag(region, "Ignore-Timestamps", path + ":IgnoreTimestamps");
        foreach (var entry in region.All("Preprocessor"))
            _output.Faults.Add($"{entry.Subject} changes packets on their way ({entry.At.Where}), which this program does not do: remove it.");
    }

    private ConfEntry? CommonOverride()
    {
        if (Given(_global, OverrideKey) is not { Faulty: false } entry)
            return null;
        if (SourceOverride.TryParse(entry.Value!, out _, out var error))
            return entry;
        _output.Fault(entry, $"is \"{ConfWords.Shown(entry.Value!)}\"", error.TrimEnd('.'));
        return null;
    }
}
