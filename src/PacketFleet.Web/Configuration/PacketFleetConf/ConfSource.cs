namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>A Packet Fleet file among the sources of settings.</summary>
internal sealed class ConfSource(ConfSettings settings) : IConfigurationSource
{
    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new ConfProvider(settings);
}

/// <summary>Gives its settings.</summary>
internal sealed class ConfProvider : ConfigurationProvider
{
    /// <summary>Takes them.</summary>
    public ConfProvider(ConfSettings settings)
    {
        Layer = settings.Layer;
        foreach (var (key, value) in settings.Settings)
            Set(key, Text(value));
    }

    /// <summary>What messages call it.</summary>
    public SettingLayer Layer { get; }

    /// <summary>A value as settings hold it.</summary>
    public static string? Text(object value) =>
        value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What a Packet Fleet file implies without saying it.</summary>
internal sealed class ImpliedByConf(ConfSettings settings) : ConfigurationProvider, IConfigurationSource
{
    /// <summary>The setting that is always implied.</summary>
    public const string AllowAnonymous = "PacketFleet:Security:AllowAnonymous";

    /// <summary>What messages call it.</summary>
    public SettingLayer Layer { get; } = new(LayerName(settings.File), "/", "/");

    /// <summary>The name of the layer that a file implies.</summary>
    public static string LayerName(string file) => "implied by " + file;

    /// <inheritdoc/>
    public override void Load()
    {
        foreach (var (key, value) in settings.Implied)
            Set(key, ConfProvider.Text(value));
    }

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;
}
