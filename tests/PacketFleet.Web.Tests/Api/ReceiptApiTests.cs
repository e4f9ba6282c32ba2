using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Web.Tests.Hosting;

namespace PacketFleet.Web.Tests.Api;

public sealed class ReceiptApiTests : IDisposable
{
    private const string Kept = "2026/11/24/job-000007/region-1-e1-0000.pcapng";
    private const string Gone = "2026/11/24/job-000007/region-1-e1-0001.pcapng";
    private const string Short = "2026/11/24/job-000007/region-1-e1-0002.pcapng";

    private readonly TemporaryDirectory _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task Receipt_TellsWhatWasAskedAndWhatCame()
    {
        await using var host = await StartAsync();
        var (response, receipt) = await host.SendAsync(HttpMethod.Get, "/api/v1/jobs/7/receipt?sha256=0");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentDisposition.ShouldBeNull();
        Names(receipt).ShouldBe(
        [
            "job", "program", "writtenAt", "requestedBy", "case", "note", "query", "pinned", "window", "source", "sourceBytes", "createdAt", "startedAt", "finishedAt",
            "state", "summary", "packets", "bytes", "regions", "files", "removedPackets",
        ]);
        var region = receipt.GetProperty("regions")[0];
        Names(region).ShouldBe(
        [
            "name", "state", "verdict", "summary", "reason", "assumption", "attempts", "covered", "gaps", "packets", "bytes", "cutPackets", "firstPacket", "lastPacket", "startedAt", "finishedAt", "sinks",
        ]);
        region.GetProperty("covered")[0].GetProperty("to").GetString().ShouldBe("2026-11-24T15:30:00.123456789Z");
        region.GetProperty("covered").GetArrayLength().ShouldBe(1);
        region.GetProperty("gaps")[0].GetProperty("kind").GetString().ShouldBe("cutByServer");
        region.GetProperty("summary").GetString()!.ShouldStartWith("Missing: ");
        region.GetProperty("assumption").GetString()!.ShouldStartWith("Region 1's index could not be counted for 1 of 2 slices; ");
        receipt.GetProperty("files")[0].GetProperty("sha256").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Receipt_SumsEachFile_AndSaysWhatIsMissing()
    {
        await using var host = await StartAsync();
        var (_, receipt) = await host.SendAsync(HttpMethod.Get, "/api/v1/jobs/7/receipt");

        var files = receipt.GetProperty("files").EnumerateArray().ToArray();
        files.Select(f => f.GetProperty("name").GetString()).ShouldBe([Kept, Gone, Short]);
        files[0].GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Content(2_000_000))));
        files[0].GetProperty("problem").ValueKind.ShouldBe(JsonValueKind.Null);
        files[1].GetProperty("sha256").ValueKind.ShouldBe(JsonValueKind.Null);
        files[1].GetProperty("problem").GetString()!.ShouldContain("is missing");
        files[2].GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Content(50))));
        files[2].GetProperty("problem").GetString()!.ShouldContain("has 50 bytes instead of 100");
    }

    [Fact]
    public async Task Receipt_ForSaving_HasAName()
    {
        await using var host = await StartAsync();
        var (response, _) = await host.SendAsync(HttpMethod.Get, "/api/v1/jobs/7/receipt?download=1&sha256=0");
        response.Content.Headers.GetValues("Content-Disposition").Single().ShouldBe("attachment; filename=\"packetfleet-job-7-receipt.json\"");
    }

    [Theory]
    [InlineData("/api/v1/jobs/8/receipt", HttpStatusCode.NotFound, "id")]
    [InlineData("/api/v1/jobs/7/receipt?sha256=yes", HttpStatusCode.BadRequest, "sha256")]
    [InlineData("/api/v1/jobs/7/receipt?download=", HttpStatusCode.BadRequest, "download")]
    public async Task Wrong_IsAProblem(string address, HttpStatusCode status, string field)
    {
        await using var host = await StartAsync();
        var (response, problem) = await host.SendAsync(HttpMethod.Get, address);
        response.StatusCode.ShouldBe(status);
        Names(problem.GetProperty("errors")).ShouldBe([field]);
    }

    private async Task<ApiHost> StartAsync()
    {
        Write(Kept, 2_000_000);
        Write(Short, 50);
        var host = await ApiHost.StartAsync(archive: _archive.Path);
        host.Jobs.Put(Make.Job(7, JobState.Partial));
        host.Jobs.Slices.Add(new("Region 1", [new(0, null, Make.Packet, SliceState.Done, 5, 1, null, null), new(1, Make.Packet, null, SliceState.Cut, 2, 3, Make.Packet, "Region 1 ended its answer early.")]));
        host.Store.Segments.Add(Make.Segment(7, "Region 1", Kept) with { FileBytes = 2_000_000 });
        host.Store.Segments.Add(Make.Segment(7, "Region 1", Gone));
        host.Store.Segments.Add(Make.Segment(7, "Region 1", Short));
        host.Store.Segments.Add(Make.Segment(7, "Region 1", "spooled") with { Spooled = true });
        return host;
    }

    private void Write(string name, int length)
    {
        var path = Path.Combine(_archive.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Content(length));
    }

    private static byte[] Content(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31))];

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(p => p.Name);
}
