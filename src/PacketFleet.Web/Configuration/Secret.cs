namespace PacketFleet.Web.Configuration;

/// <summary>A text that must not be shown or logged: it shows itself only when asked by <see cref="Reveal"/>.</summary>
public readonly struct Secret(string? value) : IEquatable<Secret>
{
    private readonly string? _value = value;

    /// <summary>There is one.</summary>
    public bool IsSet => !string.IsNullOrEmpty(_value);

    /// <summary>The text itself, for the one who sends it.</summary>
    public string Reveal() => _value ?? "";

    /// <summary>Never the text.</summary>
    public override string ToString() => IsSet ? "***" : "";

    /// <inheritdoc/>
    public bool Equals(Secret other) => string.Equals(Reveal(), other.Reveal(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Secret other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Reveal().GetHashCode(StringComparison.Ordinal);

    /// <summary>The same text.</summary>
    public static bool operator ==(Secret left, Secret right) => left.Equals(right);

    /// <summary>Another text.</summary>
    public static bool operator !=(Secret left, Secret right) => !left.Equals(right);
}
