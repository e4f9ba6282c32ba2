using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>Two real Stenographers and a scriptable region, which captured the same, and the program as its own process for each way to deliver.</summary>
public sealed class MatrixFleet : IAsyncLifetime
{
    /// <summary>A real Stenographer with which nothing is wrong, ever.</summary>
    public const string Untouched = "Region 1";

    /// <summary>A real Stenographer that is killed and whose files are damaged.</summary>
    public const string Real = "Region 2";

    /// <summary>A region that does as it is told.</summary>
    public const string Scripted = "Region 3";

    private readonly Dictionary<DeliveryLogKind, MatrixProgram> _programs = [];
    private readonly List<IDisposable> _parts = [];
    private TestPki _pki = null!;
    private RealStenographer _untouched = null!;

    internal static string[] Names { get; } = [Untouched, Real, Scripted];

    internal RealStenographer Server { get; private set; } = null!;

    /// <summary>Stands before <see cref="Server"/>.</summary>
    internal SlowRelay Relay { get; private set; } = null!;

    internal ScriptedSensor Sensor { get; private set; } = null!;

    internal IReadOnlyList<RegionOptions> Regions =>
        [_untouched.Region(Untouched), Server.Region(Real) with { Url = $"https://{Server.Host}:{Relay.Port}" }, Sensor.Region(Scripted)];

    public ValueTask InitializeAsync()
    {
        if (RealStenographer.Missing is not null)
            return default;
        _pki = Keep(new TestPki(keys: KeyKind.Rsa));
        var files = MatrixHour.All.SelectMany(h => h.Files).ToList();
        _untouched = Keep(RealStenographer.Start(files.SelectMany(f => f.Packets), _pki.Directory));
        Server = Keep(RealStenographer.Start(files.SelectMany(f => f.Packets).Select(Damage.Lengthen), _pki.Directory, Damage.Files));
        Relay = Keep(new SlowRelay(Server.Port));
        Sensor = Keep(new ScriptedSensor(_pki, files) { PiecePackets = 50, TellsPositions = true });
        return default;
    }

    /// <summary>The program that delivers so; it is started where it is not yet.</summary>
    internal async Task<MatrixProgram> ProgramAsync(DeliveryLogKind log)
    {
        Assert.SkipWhen(RealStenographer.Missing is not null, RealStenographer.Missing ?? "");
        if (!_programs.TryGetValue(log, out var program))
            _programs[log] = program = await StartAsync(log);
        return program;
    }

    /// <summary>A program of its own for one test, which disposes of it.</summary>
    internal async Task<MatrixProgram> StartAsync(DeliveryLogKind log, Func<CompletenessSettings, CompletenessSettings>? with = null, bool withIndexer = false, IndexerKeep keep = IndexerKeep.Identities)
    {
        Assert.SkipWhen(RealStenographer.Missing is not null, RealStenographer.Missing ?? "");
        var settings = new CompletenessSettings { Regions = Regions, StallSeconds = 2, SliceMinutes = 10, Log = log };
        return await MatrixProgram.StartAsync(with?.Invoke(settings) ?? settings, withIndexer || log != DeliveryLogKind.Archive, keep);
    }

    /// <summary>Undoes what a test has done to the regions.</summary>
    internal void Mend()
    {
        if (_parts.Count == 0)
            return;
        Relay.Pace = 0;
        (Sensor.Fault, Sensor.FilePace, Sensor.PiecePackets, Sensor.Limit) = (null, TimeSpan.Zero, 50, null);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs.Values)
            await program.DisposeAsync();
        foreach (var part in Enumerable.Reverse(_parts))
            part.Dispose();
    }

    private T Keep<T>(T part)
        where T : IDisposable
    {
        _parts.Add(part);
        return part;
    }
}
