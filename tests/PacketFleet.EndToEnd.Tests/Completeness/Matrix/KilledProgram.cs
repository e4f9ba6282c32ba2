using System.Diagnostics;
using System.Text.Json;
using PacketFleet.EndToEnd.Tests.Faults;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.TestKit.Packets;
using PacketFleet.Wire;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>A program that is killed at random moments of its jobs, again and again on the same data, until they are done; then it is given the next.</summary>
internal sealed class KilledProgram : IAsyncDisposable
{
    /// <summary>Jobs under way together.</summary>
    private const int Jobs = 3;

    /// <summary>So often it is killed before these may end in peace.</summary>
    private const int KillsOfJobs = 6;

    private const int Connections = 1;

    /// <summary>What these jobs take from their start to their end, and a little more.</summary>
    private static readonly TimeSpan Run = TimeSpan.FromSeconds(2.5);

    private static readonly MatrixHour Hour = MatrixHour.Busy;

    private readonly MatrixProgram _program;
    private readonly Random _random;
    private readonly TimeSpan _start;
    private readonly List<(long Job, string Region, TestPacket Packet)> _wanted = [];
    private readonly SortedDictionary<string, int> _phases = new(StringComparer.Ordinal);
    private (long Kills, long Told) _all;

    private KilledProgram(MatrixProgram program, Random random, TimeSpan start) => (_program, _random, _start) = (program, random, start);

    public static async Task<KilledProgram> StartAsync(MatrixFleet fleet, DeliveryLogKind log, bool withIndexer, Random random)
    {
        var since = Stopwatch.StartNew();
        var program = await fleet.StartAsync(log, withIndexer: withIndexer, keep: IndexerKeep.Entries);

        // There is always something on its way to be lost or doubled.
        program.Indexer?.Faults.AckDelay = TimeSpan.FromMilliseconds(150);
        return new(program, random, since.Elapsed);
    }

    /// <summary>Kills it so often, and fails unless every packet of every job came; returns what is to be told of it.</summary>
    public async Task<string> RunAsync(int kills)
    {
        for (var left = kills; left > 0; left -= KillsOfJobs)
            await RunJobsAsync(Math.Min(left, KillsOfJobs));

        var doubled = _program.Indexer is { } indexer ? ReceivedEntries.ShouldBe(indexer, _wanted) : 0;
        _program.Indexer?.Ledger.Violations.ShouldBeEmpty();
        ((long)doubled).ShouldBeLessThanOrEqualTo(_all.Told);
        _all.Told.ShouldBeLessThanOrEqualTo(_all.Kills * Connections * IngestLimits.Unconfirmed);
        if (_program.HasArchive)
            ArchiveFiles.ShouldBeNamedByRows(_program.Process);
        return $"{_all.Kills} kills, {_wanted.Count} packets; {doubled} came twice, at most {_all.Told} told. Fetches were {string.Join(", ", _phases.Select(p => $"{p.Key} {p.Value}"))}";
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private async Task RunJobsAsync(int kills)
    {
        var windows = Enumerable.Range(0, Jobs).Select(_ => Anywhen()).ToList();
        var ids = new List<long>();
        foreach (var window in windows)
            ids.Add(await _program.SubmitAsync(window));
        for (var kill = 0; kill < kills; kill++)
        {
            if (kill > 0)
                _program.Process.Launch();

            // A third of its start, too; before that it has not looked at its jobs.
            await Task.Delay(kill == 0 ? _random.NextDouble() * Run : (_start * 2 / 3) + (_random.NextDouble() * ((_start / 3) + Run)), TestContext.Current.CancellationToken);
            await NoteAsync(ids);
            await _program.Process.KillAsync();
        }

        await _program.Process.StartAgainAsync();
        var told = 0L;
        foreach (var (id, window) in ids.Zip(windows))
            told += await ShouldComeAsync(id, window);

        // All that a connection may carry unconfirmed at the moment of a kill, and no more.
        told.ShouldBeLessThanOrEqualTo((long)kills * Connections * IngestLimits.Unconfirmed);
        _all = (_all.Kills + kills, _all.Told + told);
    }

    /// <summary>Notes what its fetches are doing now, for who reads the output.</summary>
    private async Task NoteAsync(List<long> ids)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(0.2));
            foreach (var id in ids)
            {
                using var job = JsonDocument.Parse(await _program.Process.Http.GetStringAsync($"/api/v1/jobs/{id}", patience.Token));
                foreach (var region in job.RootElement.GetProperty("regions").EnumerateArray())
                    Count(region.State()!);
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            Count("not told yet");
        }

        void Count(string phase) => _phases[phase] = _phases.GetValueOrDefault(phase) + 1;
    }

    /// <summary>Fails unless a job is complete; returns how many it says may have come twice.</summary>
    private async Task<long> ShouldComeAsync(long id, TimeWindow window)
    {
        var job = await _program.Process.WaitForEndAsync(id, 120);
        job.State().ShouldBe("completed", $"{job}\n{_program.Process.Output}");
        var wanted = Hour.Files.SelectMany(f => f.Packets).Inside(window).ToList();
        foreach (var name in MatrixFleet.Names)
        {
            job.Of(name).Gaps().ShouldBeEmpty();
            (job.Of(name).GetProperty("packets").GetInt64(), job.Of(name).GetProperty("deliveredPackets").GetInt64()).ShouldBe((wanted.Count, wanted.Count), job.ToString());
            if (_program.HasArchive)
                await _program.Process.ShouldHoldAsync(id, name, wanted);
            _wanted.AddRange(wanted.Select(p => (id, name, p)));
        }

        return _program.Indexer is null ? 0 : job.MaybeDoubled();
    }

    // Within the hour: what is before and behind it belongs to others.
    private TimeWindow Anywhen()
    {
        var (first, last) = (Hour.Files[2].Start, Hour.Files[^3].Start);
        var from = first + (long)(_random.NextDouble() * (last - first) / 2);
        return new(new(from), new(from + (long)((0.3 + (_random.NextDouble() * 0.2)) * (last - first))));
    }
}
