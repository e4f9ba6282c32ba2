using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Stenographers;
using static PacketFleet.Tests.Engine.Regions.Stenographers.StenographerFixture;

namespace PacketFleet.Tests.Engine.Regions.Stenographers;

public sealed class ConnectFailureTests(StenographerFixture fixture) : IClassFixture<StenographerFixture>
{
    [Fact]
    public void Open_NobodyListens_SaysRefused()
    {
        using var free = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        free.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)free.LocalEndPoint!).Port;

        var (packets, outcome) = Fetch(fixture.Pki.Region("Region 1", port));

        packets.ShouldBeEmpty();
        outcome.ShouldBe(new(
            RegionEnd.Unreachable,
            $"Region 1 refused the connection at 127.0.0.1:{port}: check that Stenographer runs there and that `Url` is right.",
            true));
    }

    [Fact]
    public void Open_NoRoute_SaysSo()
    {
        var outcome = Fetch(fixture.Pki.Region("Region 1", 1) with { Url = "https://224.0.0.1:1234" }).Outcome;

        outcome.ShouldBe(new(RegionEnd.Unreachable, "Region 1 cannot be reached at 224.0.0.1:1234 (no route): check the network and `Url`.", true));
    }

    [Fact]
    public void Open_UnknownHost_SaysItCannotBeFound()
    {
        var outcome = Fetch(fixture.Pki.Region("Region 1", 1) with { Url = "https://no-such-sensor.invalid:1234" }).Outcome;

        outcome.End.ShouldBe(RegionEnd.Unreachable);
        outcome.MayRetry.ShouldBeTrue();
        outcome.Reason!.ShouldStartWith("Region 1 cannot be found, for ");
        outcome.Reason!.ShouldContain("no-such-sensor.invalid");
    }

    [Theory]
    [InlineData("http://127.0.0.1:1234")]
    [InlineData("127.0.0.1:1234")]
    [InlineData("")]
    [InlineData(null)]
    public void Open_BadAddress_SaysSo(string? url)
    {
        var outcome = Fetch(fixture.Pki.Region("Region 1", 1) with { Url = url }).Outcome;

        outcome.ShouldBe(new(RegionEnd.Unusable, $"Region 1 has an address that is not `https://host:port` ({url}): mend `Url`.", false));
    }

    [Fact]
    public void Open_NobodyTakesTheConnection_GivesUpInTime()
    {
        using var full = new FullListener();
        var watch = Stopwatch.StartNew();

        var outcome = Fetch(Region(fixture.Pki.Region("Region 1", full.Port), connectSeconds: 1), Ask("tcp")).Outcome;

        watch.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));
        outcome.ShouldBe(new(
            RegionEnd.Unreachable,
            $"Region 1 did not answer at 127.0.0.1:{full.Port} within 1 s: check that it is switched on and that no firewall lies between.",
            true));
    }

    [Fact]
    public void Open_SilentHandshake_GivesUpInTime()
    {
        using var server = new FakeStenographer(fixture.Pki, new() { SilentHandshake = true });

        var outcome = Fetch(Region(server.Region("Region 1"), connectSeconds: 1), Ask("tcp")).Outcome;

        outcome.ShouldBe(new(
            RegionEnd.Unreachable,
            $"Region 1 took the connection at 127.0.0.1:{server.Port} but did not begin TLS within 1 s: check that a Stenographer listens there.",
            true));
    }

    [Fact]
    public void Open_PlainHttpOnThePort_SaysNoTls()
    {
        using var server = new PlainServer("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\nplain"u8.ToArray());

        var outcome = Fetch(fixture.Pki.Region("Region 1", server.Port)).Outcome;

        outcome.ShouldBe(new(RegionEnd.ServerError, $"Region 1 does not speak TLS at 127.0.0.1:{server.Port}: check the port in `Url`.", false));
    }

    [Fact]
    public void Open_ClosedDuringTheHandshake_SaysSo()
    {
        using var server = new PlainServer([]);

        var outcome = Fetch(fixture.Pki.Region("Region 1", server.Port)).Outcome;

        outcome.End.ShouldBe(RegionEnd.Unreachable);
        outcome.Reason!.ShouldStartWith($"Region 1 broke off the TLS handshake at 127.0.0.1:{server.Port} (connection ");
    }

    [Fact]
    public void Open_NothingTlsAboutHttp_SaysNotHttp()
    {
        using var server = new FakeStenographer(fixture.Pki) { Answer = _ => new() { Raw = "220 smtp.example ESMTP\r\n"u8.ToArray() } };

        var outcome = Fetch(server.Region("Region 1")).Outcome;

        outcome.ShouldBe(new(
            RegionEnd.ServerError, $"Region 1 answered at 127.0.0.1:{server.Port} with something that is not HTTP: check the port in `Url`.", false));
    }
}
