using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs;

// PacketFleet.Wire knows no Orleans; these carry its values between grains.

/// <summary><see cref="PacketTime"/> between grains.</summary>
[GenerateSerializer]
public struct PacketTimeSurrogate
{
    /// <summary>Nanoseconds since 1970.</summary>
    [Id(0)] public long Nanoseconds;
}

/// <summary>Converts <see cref="PacketTime"/>.</summary>
[RegisterConverter]
public sealed class PacketTimeConverter : IConverter<PacketTime, PacketTimeSurrogate>
{
    /// <inheritdoc/>
    public PacketTime ConvertFromSurrogate(in PacketTimeSurrogate surrogate) => new(surrogate.Nanoseconds);

    /// <inheritdoc/>
    public PacketTimeSurrogate ConvertToSurrogate(in PacketTime value) => new() { Nanoseconds = value.Nanoseconds };
}

/// <summary><see cref="TimeWindow"/> between grains.</summary>
[GenerateSerializer]
public struct TimeWindowSurrogate
{
    /// <summary>The first nanosecond, or null.</summary>
    [Id(0)] public long? After;

    /// <summary>The first nanosecond behind the end, or null.</summary>
    [Id(1)] public long? Before;
}

/// <summary>Converts <see cref="TimeWindow"/>.</summary>
[RegisterConverter]
public sealed class TimeWindowConverter : IConverter<TimeWindow, TimeWindowSurrogate>
{
    /// <inheritdoc/>
    public TimeWindow ConvertFromSurrogate(in TimeWindowSurrogate surrogate) => new(
        surrogate.After is { } after ? new PacketTime(after) : null,
        surrogate.Before is { } before ? new PacketTime(before) : null);

    /// <inheritdoc/>
    public TimeWindowSurrogate ConvertToSurrogate(in TimeWindow value) => new() { After = value.After?.Nanoseconds, Before = value.Before?.Nanoseconds };
}
