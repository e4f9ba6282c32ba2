using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Sockets;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>A Google Stenographer, asked over mutual TLS: one connection for each answer.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing to be disposed.")]
public sealed partial class StenographerRegion : IRegion
{
    private readonly RegionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TimeSpan _captureLag;
    private readonly ConnectionTimes _times;
    private readonly CredentialStore _credentials;
    private readonly StenographerAddress? _address;
    private volatile RegionHealth _health = RegionHealth.Unknown;

    /// <summary>A region as configured. Wrong settings are no error here: they are what every question is answered with.</summary>
    public StenographerRegion(RegionOptions options, EngineOptions limits, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(limits);
        _options = options;
        _time = time;
        _logger = logger;
        _captureLag = TimeSpan.FromSeconds(limits.CaptureLagSeconds);
        _times = new(TimeSpan.FromSeconds(limits.ConnectSeconds), TimeSpan.FromSeconds(limits.StallSeconds));
        _credentials = new(options);
        _address = StenographerAddress.Parse(options.Url, options.ServerName);
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public RegionKind Kind => RegionKind.Stenographer;

    /// <inheritdoc/>
    public string Tag => _options.Tag;

    /// <inheritdoc/>
    public string? SourceOverride => _options.SourceOverride;

    /// <inheritdoc/>
    public bool IgnoreTimestamps => _options.IgnoreTimestamps;

    /// <inheritdoc/>
    public JobLimits Limits => _options.Limits;

    /// <inheritdoc/>
    public int MaxConcurrentFetches => Math.Max(1, _options.MaxConcurrentFetches);

    /// <inheritdoc/>
    public RegionHealth Health => _health;

    /// <inheritdoc/>
    public long Shift => 0;

    /// <inheritdoc/>
    public RegionStream Open(RegionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var text = request.Query.AskFor(request.Ask, Padding);
        using var question = new HttpRequestMessage(HttpMethod.Post, _address?.Resource("/query"))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)),
        };
        AddLimit(question, "Steno-Limit-Packets", request.MaxPackets);
        AddLimit(question, "Steno-Limit-Bytes", request.MaxBytes);
        LogAsking(Name, text);

        if (Connect(_times, cancellation, out var failure) is not { } connection)
            return Failed(failure!);

        if (connection.Send(question, out failure) is not { } response)
        {
            connection.Dispose();
            return Failed(failure!);
        }

        // A query with times under an `or` goes out coarser than it is meant: each frame is then judged here.
        var matcher = request.Query.FilterHasTime ? new FrameMatcher(request.Query.Filter) : null;
        return new StenographerAnswer(connection, response, matcher);
    }

    private StenographerConnection? Connect(ConnectionTimes times, CancellationToken cancellation, out RegionOutcome? failure, bool keep = false)
    {
        if (_address is null)
        {
            failure = StenographerFailures.BadAddress(Name, _options.Url);
            return null;
        }

        var failures = new StenographerFailures(Name, _address);
        if (_credentials.Load(out var fault) is not { } credentials)
        {
            failure = failures.Unusable(fault!);
            return null;
        }

        var now = _time.GetUtcNow();
        if (credentials.Client.NotAfter.ToUniversalTime() < now.UtcDateTime || credentials.Client.NotBefore.ToUniversalTime() > now.UtcDateTime)
        {
            failure = failures.OwnCertificateOutOfDate(credentials.Client, now);
            return null;
        }

        var guard = new ConnectionGuard(_time, cancellation);
        var connection = StenographerConnection.Open(_address, credentials, times, now, guard, failures, out failure, keep);
        if (connection is null)
            guard.Dispose();

        return connection;
    }

    private NoAnswer Failed(RegionOutcome failure)
    {
        if (failure.End != RegionEnd.Cancelled)
            LogNoAnswer(failure.End, failure.Reason);

        return new(failure);
    }

    private static void AddLimit(HttpRequestMessage question, string header, long limit)
    {
        if (limit > 0)
            question.Headers.Add(header, limit.ToString(CultureInfo.InvariantCulture));
    }
}
