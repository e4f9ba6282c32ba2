using System.Diagnostics;
using System.Globalization;
using System.Text;
using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.EndToEnd.Tests.Completeness;

/// <summary>
/// A region that holds minute files and answers as a Stenographer does: it selects whole files by their names with a minute's slop,
/// sends them in order, and tells its files and counts where that is wanted.
/// </summary>
internal sealed class ScriptedSensor : IDisposable
{
    private static readonly TimeSpan Slop = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly List<SensorFile> _files;
    private FakeStenographer _server;

    public ScriptedSensor(TestPki pki, IEnumerable<SensorFile> files, int port = 0)
    {
        _files = [.. files];
        Pki = pki;
        _server = Listen(port);
    }

    public TestPki Pki { get; }

    /// <summary>So long it takes over a file.</summary>
    public TimeSpan FilePace { get; set; }

    /// <summary>So many packets are sent at once; a file's by default.</summary>
    public int PiecePackets { get; set; } = int.MaxValue;

    /// <summary>It ends every answer cleanly after so long; null = never.</summary>
    public TimeSpan? Limit { get; set; }

    /// <summary>It shows its files.</summary>
    public bool TellsFiles { get; set; } = true;

    /// <summary>It counts in its index.</summary>
    public bool TellsPositions { get; set; }

    /// <summary>Its clock where it captures as time goes by: what is later is not there yet. Null = all files are old.</summary>
    public Func<long>? Clock { get; set; }

    /// <summary>How long it writes to a file, as it says.</summary>
    public int FileSeconds { get; init; } = 60;

    /// <summary>How far its clock is ahead; null = it does not tell its clock.</summary>
    public TimeSpan? Skew { get; set; }

    /// <summary>Told when a file is about to be read for an answer.</summary>
    public Action<SensorFile>? Reading { get; set; }

    /// <summary>Changes what would be answered.</summary>
    public Func<FakeQuery, FakeAnswer, FakeAnswer>? Fault { get; set; }

    public IReadOnlyList<FakeQuery> Queries => _server.Queries;

    public FakeStenographer Server => _server;

    /// <summary>The files it holds now, the oldest first, each as far as it is written.</summary>
    public IReadOnlyList<SensorFile> Files
    {
        get
        {
            var now = Clock?.Invoke() ?? long.MaxValue;
            lock (_gate)
                return [.. _files.Where(f => f.Start <= now).Select(f => f.Packets[^1].Time <= now ? f : f with { Packets = [.. f.Packets.Where(p => p.Time <= now)] })];
        }
    }

    /// <summary>What it will hold too.</summary>
    public IReadOnlyList<SensorFile> AllFiles
    {
        get
        {
            lock (_gate)
                return [.. _files];
        }
    }

    public RegionOptions Region(string name) => _server.Region(name);

    public void Add(SensorFile file)
    {
        lock (_gate)
            _files.Add(file);
    }

    public void Delete(SensorFile file)
    {
        lock (_gate)
            _files.RemoveAll(f => f.Start == file.Start);
    }

    /// <summary>Ends at once, resetting what is open, and listens again on the same port.</summary>
    public void Restart()
    {
        var port = _server.Port;
        _server.Dispose();
        _server = Listen(port);
    }

    public void Dispose() => _server.Dispose();

    /// <summary>The bytes that the whole answer to a window has.</summary>
    public byte[] WholeAnswer(TimeWindow asked) => ClassicPcap.Write(Selected(asked).SelectMany(f => f.Packets));

    /// <summary>The window that a question asks for.</summary>
    public static TimeWindow Asked(FakeQuery query) =>
        QueryParser.TryParse(query.Text, out var parsed, out var error) ? parsed.Pin(new PacketTime(0)).Window : throw new InvalidOperationException(error.ToString());

    private FakeStenographer Listen(int port) => new(Pki, new() { Port = port }) { Answer = Answer, Debug = Debug, Stats = Stats };

    private List<SensorFile> Selected(TimeWindow asked) =>
        [.. Files.Where(f => !(new PacketTime(f.Start) < asked.After?.Add(-Slop)) && !(new PacketTime(f.Start) > asked.Before?.Add(Slop)))];

    private FakeAnswer Answer(FakeQuery query)
    {
        var answer = new FakeAnswer { Body = Body(Selected(Asked(query))), ChunkSize = 64 << 10 };
        return Fault?.Invoke(query, answer) ?? answer;
    }

    private IEnumerable<ReadOnlyMemory<byte>> Body(List<SensorFile> files)
    {
        var since = Stopwatch.StartNew();
        yield return ClassicPcap.Header();
        foreach (var file in files)
        {
            Reading?.Invoke(file);

            // What has aged out since is left out, and the answer goes on.
            if (Files.All(f => f.Start != file.Start))
                continue;
            if (file.Packets.Count == 0)
                continue;
            foreach (var piece in file.Packets.Chunk(Math.Min(PiecePackets, file.Packets.Count)))
            {
                if (since.Elapsed > Limit)
                    yield break;
                Thread.Sleep(FilePace * piece.Length / file.Packets.Count);
                yield return ClassicPcap.Records(piece);
            }
        }
    }

    private FakeAnswer Stats() => Dated(FakeAnswer.Text(string.Create(CultureInfo.InvariantCulture, $"oldest_timestamp\t{Files.Select(f => f.Start).DefaultIfEmpty(0).Min()}\n")));

    private FakeAnswer? Debug(FakeQuery query)
    {
        if (!TellsFiles)
            return null;
        if (query.Path == "/debug/config")
            return Dated(FakeAnswer.Text(string.Create(CultureInfo.InvariantCulture, $$"""{"Threads":[{}],"Flags":["--fileage_sec={{FileSeconds}}"]}""")));
        if (query.Path == "/debug/t0/files")
            return Dated(FakeAnswer.Text(Files.Aggregate(new StringBuilder("Thread 0 (IDX: \"i\", PKT: \"p\")\n"), (text, file) => text.Append(CultureInfo.InvariantCulture, $"\t{file.Name}\n")).ToString()));
        if (!TellsPositions || !query.Path.StartsWith("/debug/t0/positions?name=", StringComparison.Ordinal))
            return null;
        var name = long.Parse(query.Path.Split('=')[1], CultureInfo.InvariantCulture);
        var counted = Files.FirstOrDefault(f => f.Name == name);
        return counted is null ? null : FakeAnswer.Text(Enumerable.Range(0, counted.Packets.Count).Aggregate(new StringBuilder("POSITIONS:\n"), (text, p) => text.Append(CultureInfo.InvariantCulture, $"\t{p:x8}\n")).ToString(), 32 << 10);
    }

    private FakeAnswer Dated(FakeAnswer answer) => Skew is { } skew ? answer with { Date = DateTimeOffset.UtcNow + skew } : answer;
}
