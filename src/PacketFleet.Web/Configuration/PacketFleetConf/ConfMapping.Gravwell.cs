using System.Globalization;

namespace PacketFleet.Web.Configuration.PacketFleetConf;

internal sealed partial class ConfMapping
{
    private const int CleartextPort = 4023;
    private const int EncryptedPort = 4024;

    private void MapGravwell()
    {
        MapTargets();
        MapSecret();
        MapFlag(_global, "Enable-Compression", Gravwell + "Compression");
        MapVerification();
        MapCache();
        MapText(_global, "Ingester-Name", Gravwell + "IngesterName");
        Map(_global, "Ingester-UUID", Gravwell + "IngesterUuid", (_, text) => Guid.TryParse(text, out var uuid) ? (uuid == Guid.Empty ? "" : uuid.ToString()) : null, "write a UUID such as c5eb1f22-20d0-456b-8da7-308451a931b1, or remove it");
        MapText(_global, "Label", Gravwell + "Label");
        MapSeconds(_global, "Connection-Timeout", Gravwell + "ConnectionTimeoutSeconds");
        Map(_global, "Rate-Limit", Gravwell + "RateLimitBitsPerSecond", (_, text) => ConfValues.BitsPerSecond(text) is >= GravwellOptions.LeastRate and var rate ? rate : null, "write a rate such as 1Mbit, 2048Kbps or 3MBps, at least 128Kbit");
        MapSeconds(_global, "Timestamp-Max-Past-Delta", Gravwell + "TimestampMaxPastSeconds");
        MapSeconds(_global, "Timestamp-Max-Future-Delta", Gravwell + "TimestampMaxFutureSeconds");
    }

    private void MapTargets()
    {
        var index = 0;
        var named = new Dictionary<string, ConfEntry>(StringComparer.Ordinal);
        Each("Cleartext-Backend-Target", "write host:4023", (_, text) => ConfValues.TryTarget(text, CleartextPort, out var target) ? "tcp://" + target : null);
        Each("Encrypted-Backend-Target", "write host:4024", (_, text) => ConfValues.TryTarget(text, EncryptedPort, out var target) ? "tls://" + target : null);
        Each("Pipe-Backend-Target", "write the path of the pipe", (entry, text) => text.Length == 0 ? null : ConfValues.PipeTarget(FullPath(entry, text)));

        void Each(string key, string mend, Func<ConfEntry, string, string?> read)
        {
            foreach (var entry in _global.All(key).Where(e => !e.Faulty))
            {
                var shown = ConfWords.Shown(entry.Value ?? "");
                if (read(entry, entry.Value ?? "") is not { } target)
                    _output.Fault(entry, $"is \"{shown}\"", mend);
                else if (!named.TryAdd(GravwellSettings.Identity(target), entry))
                    _output.Fault(entry, $"is \"{shown}\", the same indexer as {Seen(named[GravwellSettings.Identity(target)].At, entry.At)}", "remove one of the two");
                else
                    _output.Set(string.Create(CultureInfo.InvariantCulture, $"{Gravwell}Targets:{index++}"), target, PlaceOf(entry));
            }
        }
    }

    private static string Seen(ConfLine first, ConfLine from) =>
        first.Number > 0 && first.File == from.File ? string.Create(CultureInfo.InvariantCulture, $"in line {first.Number}") : first.Where;

    // The secret itself counts before its file. Whichever is given puts out the other, should an earlier source have set it.
    private void MapSecret()
    {
        const string own = Gravwell + "IngestSecret", file = Gravwell + "IngestSecretFile";
        var (secret, named) = (Given(_global, ConfKeys.Secret), Given(_global, "Ingest-Secret-File"));
        if (secret is not null && named is not null)
            _output.NoEffect(named, _global);
        if (secret is not null)
        {
            MapText(_global, ConfKeys.Secret, own);
            _output.Set(file, "", PlaceOf(secret));
        }
        else if (MapPath(_global, "Ingest-Secret-File", file))
            _output.Set(own, "", PlaceOf(named!));
        else
            _output.Expect(own, PlaceOf(_global, ConfKeys.Secret));
    }

    // The old key only ever switches the check on.
    private void MapVerification()
    {
        const string old = "Verify-Remote-Certificates", setting = Gravwell + "VerifyCertificates";
        if (Flag(_global, old) is true)
            _output.Set(setting, true, PlaceOf(_global.Find(old)!));
        else
            MapFlag(_global, "Insecure-Skip-TLS-Verify", setting, inverted: true);
        if (Flag(_global, old) is false)
            _output.NoEffect(_global.Find(old)!, _global);
    }

    private void MapCache()
    {
        const string path = "Ingest-Cache-Path", size = "Max-Ingest-Cache", setting = Gravwell + "SpoolMaxMegabytes";
        if (Given(_global, path) is { Faulty: false } cache)
        {
            var directory = FullPath(cache, cache.Value!);
            if (File.Exists(directory))
                _output.Fault(cache, $"names {ConfWords.Shown(directory)}, which is a file", "name a directory");
            else if (OldCache.HoldsEntries(directory))
                _output.Warnings.Add($"{cache.Subject} names a directory where the old ingester left entries that no indexer has ({cache.At.Where}): let it run until they are sent, for this program does not send them.");
        }

        if (!MapPath(_global, path, Gravwell + "SpoolDirectory"))
        {
            if (_global.Find(size) is { } idle)
                _output.NoEffect(idle, _global);
            return;
        }

        foreach (var key in (string[])[path, size])
        {
            if (_global.Find(key) is { Value.Length: > 0 } entry)
                _output.NoEffectBesideArchive(entry, _global);
        }

        Map(
            _global,
            size,
            setting,
            (_, text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) ? (megabytes == 0 ? 1000L : megabytes) : null,
            "write a number of megabytes such as 1024");
    }
}
